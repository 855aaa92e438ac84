using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Core.Workplaces.Departments;

namespace FaceRek.Web.Pages.Organization;

/// <summary>The people a board shows: of those its reader may see, a department with all below it, and a site.</summary>
public sealed record BoardScope(VisibilityScope Reach, Guid? Department, Guid? Site, IReadOnlyList<Guid>? Departments)
{
    public bool IsEverybody => Reach.IsEverybody && Departments is null && Site is null;

    /// <returns>Null where an id is invalid.</returns>
    public static async Task<BoardScope?> ReadAsync(
        FaceRekDb db,
        VisibilityScope reach,
        IQueryCollection query,
        CancellationToken cancellationToken
    )
    {
        if (!TryId(query["department"], out var department) || !TryId(query["site"], out var site))
        {
            return null;
        }
        return new BoardScope(
            reach,
            department,
            site,
            department is { } id ? (await DepartmentTree.ReadAsync(db, cancellationToken)).WithAllBelow([id]) : null
        );
    }

    public IQueryable<Person> Of(IQueryable<Person> people)
    {
        people = people.Within(Reach);
        if (Departments is { } departments)
        {
            people = people.Where(person =>
                person.DepartmentId != null && departments.Contains(person.DepartmentId.Value)
            );
        }
        return Site is { } site ? people.Where(person => person.SiteId == site) : people;
    }

    public override string ToString() =>
        Department is null && Site is null ? "" : $"?department={Department}&site={Site}";

    private static bool TryId(string? text, out Guid? id)
    {
        id = Guid.TryParseExact(text, "D", out var parsed) ? parsed : null;
        return string.IsNullOrEmpty(text) || id is not null;
    }
}
