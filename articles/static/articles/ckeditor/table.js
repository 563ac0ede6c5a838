// The dialog for tables: how many rows and columns, which of them are headers, and the caption. A
// table has a header row unless somebody says no; a header cell says of what (`scope`).
CKEDITOR.on("dialogDefinition", ({ data }) => {
  if (!["table", "tableProperties"].includes(data.name)) return;
  data.definition.removeContents("advanced");
  data.definition.title = "Table";
  const headers = data.definition.getContents("info").get("selHeaders");
  if (data.name === "table") headers.default = "row";
});
