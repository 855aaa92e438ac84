namespace FaceRek.Core.People.Import;

/// <summary>
/// Finds which column has which content by the words in the header: any order, any case, with the names that HR
/// products use.
/// </summary>
internal sealed class SheetColumns
{
    private static readonly Dictionary<string, string[]> Synonyms = new()
    {
        ["name"] = ["name", "fullname", "displayname", "employee", "employeename", "person", "personname"],
        ["first"] = ["firstname", "givenname", "forename"],
        ["last"] = ["lastname", "surname", "familyname"],
        ["id"] =
        [
            "externalid",
            "id",
            "employeeid",
            "employeenumber",
            "employeeno",
            "number",
            "personnelnumber",
            "staffid",
            "staffnumber",
            "personid",
            "badge",
            "badgenumber",
        ],
        ["email"] = ["email", "mail", "emailaddress", "workemail"],
        ["status"] = ["status"],
        ["site"] = ["site", "location", "workplace", "branch", "office"],
        ["department"] = ["department", "team", "unit", "orgunit"],
    };

    private readonly Dictionary<string, int> at = [];

    /// <summary>True where two columns have the same content.</summary>
    public bool HasDoubles { get; }

    public bool HasName => at.ContainsKey("name") || at.ContainsKey("first") || at.ContainsKey("last");

    public SheetColumns(string[] header)
    {
        foreach (var (word, index) in header.Select((word, index) => (Letters(word), index)))
        {
            if (Synonyms.FirstOrDefault(s => s.Value.Contains(word)).Key is not { } column)
            {
                continue;
            }
            HasDoubles |= !at.TryAdd(column, index);
        }
    }

    public SheetLine Line(int number, string[] cells) =>
        new(
            number,
            at.ContainsKey("name") ? Cell(cells, "name") : $"{Cell(cells, "first")} {Cell(cells, "last")}",
            Cell(cells, "id"),
            Cell(cells, "email"),
            Cell(cells, "status"),
            Cell(cells, "site"),
            Cell(cells, "department")
        );

    private string Cell(string[] cells, string column) =>
        at.TryGetValue(column, out var index) && index < cells.Length
            ? FormulaGuard.Unguarded(cells[index].Trim())
            : "";

    private static string Letters(string word) => string.Concat(Folded.Of(word).Where(char.IsLetterOrDigit));
}
