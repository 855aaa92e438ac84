using System.Globalization;
using FaceRek.Core.People;

namespace FaceRek.Web.Pages.Organization.People;

/// <summary>The query of the list, read from the address. Invalid values are refused with a message rather than guessed.</summary>
internal sealed record PeopleQuery(string Search, string Status, string Sort, bool IsDescending, int Page, int Size)
{
    public const int MaxSearchLength = 100;
    public static readonly string[] Statuses = ["active", "inactive", "all"];
    public static readonly string[] Sorts = ["name", "status", "added"];
    public static readonly int[] Sizes = [25, 50, 100];
    public static readonly PeopleQuery Default = new("", "active", "name", false, 1, 25);
    private const int LastPage = 1_000_000;

    public bool IsPlain =>
        this with { Page = 1, Size = Default.Size, Sort = Default.Sort, IsDescending = false } == Default;

    /// <returns>Null where a value is not allowed.</returns>
    public static PeopleQuery? Read(IQueryCollection query)
    {
        string Value(string name, string otherwise) =>
            query[name].ToString() is { Length: > 0 } value ? value : otherwise;
        var (search, status, order) = (
            query["q"].ToString().Trim(),
            Value("status", Default.Status),
            Value("sort", Default.Sort)
        );
        var sort = order.TrimStart('-');
        return
            search.Length <= MaxSearchLength
            && Statuses.Contains(status)
            && Sorts.Contains(sort)
            && order.Length - sort.Length <= 1
            && Number(Value("page", "1")) is >= 1 and <= LastPage and var page
            && Number(Value("size", "25")) is { } size
            && Sizes.Contains(size)
            ? new PeopleQuery(search, status, sort, order != sort, page, size)
            : null;
    }

    public IQueryable<Person> Select(IQueryable<Person> people) =>
        Status switch
        {
            "active" => people.Active(),
            "inactive" => people.Where(p => p.Status == PersonStatus.Inactive),
            _ => people.Known(),
        };

    public IOrderedQueryable<Person> Order(IQueryable<Person> people) =>
        (Sort, IsDescending) switch
        {
            ("status", false) => people.OrderBy(p => p.Status).ThenBy(p => p.SearchKey).ThenBy(p => p.Id),
            ("status", true) => people.OrderByDescending(p => p.Status).ThenBy(p => p.SearchKey).ThenBy(p => p.Id),
            ("added", false) => people.OrderBy(p => p.CreatedAt).ThenBy(p => p.Id),
            ("added", true) => people.OrderByDescending(p => p.CreatedAt).ThenBy(p => p.Id),
            (_, false) => people.OrderBy(p => p.SearchKey).ThenBy(p => p.Id),
            (_, true) => people.OrderByDescending(p => p.SearchKey).ThenBy(p => p.Id),
        };

    /// <summary>The same list sorted by a column; in reverse where it is already sorted by it.</summary>
    public PeopleQuery SortedBy(string sort) =>
        this with
        {
            Sort = sort,
            IsDescending = Sort == sort && !IsDescending,
            Page = 1,
        };

    public string? AriaSort(string sort) =>
        Sort != sort ? null
        : IsDescending ? "descending"
        : "ascending";

    public override string ToString() =>
        QueryString
            .Create(
                new Dictionary<string, string?>
                {
                    ["q"] = Search,
                    ["status"] = Status,
                    ["sort"] = $"{(IsDescending ? "-" : "")}{Sort}",
                    ["page"] = Page.ToString(CultureInfo.InvariantCulture),
                    ["size"] = Size.ToString(CultureInfo.InvariantCulture),
                }.Where(pair => pair.Value?.Length > 0)
            )
            .ToString();

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
