using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People.Import;

/// <summary>
/// Finds people who are already in the organization or appear earlier in the file, to tell a new person from a repeated
/// one.
/// </summary>
internal sealed class PeopleMatcher
{
    private readonly HashSet<(SameBy By, string Key)> here = [];
    private readonly Dictionary<(SameBy By, string Key), int> inFile = [];
    private readonly Dictionary<string, Guid> sites = [];
    private readonly Dictionary<string, Guid> departments = [];

    public static async Task<PeopleMatcher> OfAsync(FaceRekDb db, CancellationToken cancellationToken)
    {
        var known = new PeopleMatcher();
        foreach (
            var person in await db
                .People.Known()
                .Select(p => new
                {
                    p.Name,
                    p.ExternalId,
                    p.Email,
                })
                .ToListAsync(cancellationToken)
        )
        {
            known.here.Add((SameBy.Name, Folded.Of(person.Name)));
            if (person.Email is not null)
            {
                known.here.Add((SameBy.Email, Folded.Of(person.Email)));
            }
            if (person.ExternalId is not null)
            {
                known.here.Add((SameBy.ExternalId, person.ExternalId));
            }
        }
        foreach (
            var site in await db
                .Sites.Where(site => site.ClosedAt == null)
                .Select(site => new { site.NameKey, site.Id })
                .ToListAsync(cancellationToken)
        )
        {
            known.sites[site.NameKey] = site.Id;
        }
        foreach (
            var department in await db
                .Departments.Select(department => new { department.NameKey, department.Id })
                .ToListAsync(cancellationToken)
        )
        {
            known.departments[department.NameKey] = department.Id;
        }
        return known;
    }

    /// <returns>Null where there is no site of that name, or none was given.</returns>
    public Guid? SiteOf(string? name) =>
        name is not null && sites.TryGetValue(name.ToUpperInvariant(), out var id) ? id : null;

    /// <inheritdoc cref="SiteOf"/>
    public Guid? DepartmentOf(string? name) =>
        name is not null && departments.TryGetValue(name.ToUpperInvariant(), out var id) ? id : null;

    /// <summary>Remembers the line, so that a later line with the same person counts as a repeat.</summary>
    public ImportLine Check(SheetLine line)
    {
        var errors = new List<LineError>();
        var reading = PersonDetails.Read(line.Name, line.ExternalId, line.Email);
        if (reading is PersonDetailsReading.Bad bad)
        {
            errors.AddRange(bad.Errors.Select(f => new LineError.Detail(f)));
        }
        if (Folded.Of(line.Status) is not ("" or "active" or "inactive"))
        {
            errors.Add(new LineError.StatusUnknown());
        }
        if (line.Site.Length > 0 && SiteOf(line.Site) is null)
        {
            errors.Add(new LineError.SiteUnknown());
        }
        if (line.Department.Length > 0 && DepartmentOf(line.Department) is null)
        {
            errors.Add(new LineError.DepartmentUnknown());
        }
        if (reading is not PersonDetailsReading.Good { Details: var details } || errors.Count > 0)
        {
            return new ImportLine(line.Number, null, errors);
        }

        var same = Same(details);
        if (here.Contains(same))
        {
            return new ImportLine(line.Number, null, [new LineError.AlreadyHere(same.By)]);
        }
        if (!inFile.TryAdd(same, line.Number))
        {
            return new ImportLine(line.Number, null, [new LineError.Repeats(same.By, inFile[same])]);
        }
        return new ImportLine(
            line.Number,
            new PersonRow(
                details.Name,
                details.ExternalId,
                details.Email,
                Folded.Of(line.Status) != "inactive",
                Given(line.Site),
                Given(line.Department)
            ),
            []
        );
    }

    private static string? Given(string cell) => cell.Length == 0 ? null : cell;

    private static (SameBy By, string Key) Same(PersonDetails details) =>
        details.ExternalId is { } id ? (SameBy.ExternalId, id)
        : details.Email is { } email ? (SameBy.Email, Folded.Of(email))
        : (SameBy.Name, Folded.Of(details.Name));
}

/// <summary>What identifies a person: the external id where there is one, else the email, else the name.</summary>
public enum SameBy
{
    ExternalId,
    Email,
    Name,
}
