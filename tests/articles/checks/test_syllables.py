import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyphen import Pyphen

from articles.checks.syllables import syllables

# Counted by ear; where speakers differ ("medicine", "several") the careful form counts.
LISTS = {
    1: """
        the your health ache brain heart blood nerve skin breathe breathed makes lives times called
        cramp strength calf through stretched eyes tongue weight drugs cause caused drinks sleep
        don't can't aren't smoked clothes youth course bruised months 60
    """,
    2: """
        table muscle people able little causes needed heated changes spasm rhythm liver stomach
        kidney treatment doctor asthma isn't doesn't someone sometimes lifestyle careful hopeless
        movement safety likely nation patient special anxious fluid being doing quiet diet giant
        science protein issue tissue fatigue hygiene every trying player cancer measles ankle
        headache headaches feeling swollen relax weakness numbness dizzy tablet painful create
        react layer beyond spasms worried prescribed surgeon ulcer muscles pregnant cement fibre
        litres
    """,
    3: """
        medicine exercise area idea diseases vitamin usual allergy abdomen serious various period
        calcium sodium medium actual nutrient regular infection therapy surgery energy nausea video
        apnoea trachea nucleus continue creatine influence carrier healthier easily completely
        management recover insulin pharmacist arthritis menopause eczema overweight breastfeeding
        emotion injury physical sensation recovered dementia medical unhealthy NHS self-esteem
    """,
    4: """
        diabetes anaemia diarrhoea society anxiety variety emergency temperature situation
        magnesium continuous material experience bacteria neuropathy ability vegetable operation
        comfortable medication professional communicate information metabolic evaluate gradually
        cholesterol oesophagus overtraining anaesthetic dehydrated appreciate potassium leukaemia
        meningitis psychiatrist dietitian hypertension ibuprofen vaccination
    """,
    5: """
        paracetamol oxygenation immediately homeostasis involuntary appendicitis hallucination
        gynaecologist tuberculosis inflammatory deteriorate unavoidable bronchiolitis
    """,
    6: """
        physiotherapist simultaneously hypoglycaemia cardiovascular osteoporosis atherosclerosis
        rehabilitation osteoarthritis
    """,
}
COUNTED = {word: number for number, words in LISTS.items() for word in words.split()}


def test_words_are_counted_as_they_are_spoken() -> None:
    wrong = {word: syllables(word) for word in COUNTED if syllables(word) != COUNTED[word]}
    printer = Pyphen(lang="en_GB")
    alone = sum(len(printer.positions(word)) + 1 != COUNTED[word] for word in COUNTED)
    print(f"{len(COUNTED)} words: {len(wrong)} counted wrongly, by Pyphen alone {alone}. {wrong}")
    assert len(wrong) <= 0.02 * len(COUNTED)


@pytest.mark.parametrize("word", ["", "-", "'", "z", "½", "日本"])
def test_whatever_is_no_word_counts_as_one(word: str) -> None:
    assert syllables(word) == 1


@given(st.text(max_size=200))
def test_no_word_is_too_odd(word: str) -> None:
    assert 1 <= syllables(word) <= 200
