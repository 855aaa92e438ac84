using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.People;

[Requires(Role.Admin)]
public sealed class IndexModel(FaceRekDb db, CurrentOrganization current) : PageModel
{
    internal PeopleQuery Query { get; private set; } = PeopleQuery.Default;
    public bool IsRefused { get; private set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public int Pages => Math.Max(1, (Total + Query.Size - 1) / Query.Size);

    /// <summary>No person was added yet, which differs from a search without results.</summary>
    public bool IsNew { get; private set; }

    /// <summary>The admin who views the list is also in it.</summary>
    public bool IsOneOfThem { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (PeopleQuery.Read(Request.Query) is not { } query)
        {
            (IsRefused, Response.StatusCode) = (true, StatusCodes.Status400BadRequest);
            return Page();
        }
        var people = query.Select(db.People).Matching(query.Search);
        Total = await people.CountAsync(cancellationToken);
        Query = query with { Page = Math.Min(query.Page, Math.Max(1, (Total + query.Size - 1) / query.Size)) };
        Rows = await RowsAsync(
            Query.Order(people).Skip((Query.Page - 1) * Query.Size).Take(Query.Size),
            cancellationToken
        );
        IsNew = Total == 0 && !await db.People.Known().AnyAsync(cancellationToken);
        IsOneOfThem = await db.People.OfUser(User.Id()).AnyAsync(cancellationToken);
        return Page();
    }

    public string InWords(DateTimeOffset at) =>
        current.Organization.InZone(at).ToString("d MMM HH:mm", System.Globalization.CultureInfo.CurrentCulture);

    private async Task<IReadOnlyList<Row>> RowsAsync(IQueryable<Person> people, CancellationToken cancellationToken)
    {
        var punches = db.CountingPunches();
        return await people
            .Select(p => new Row(
                p.Id,
                p.Name,
                p.ExternalId,
                p.Email,
                p.Status,
                db.FaceConsents.Any(c => c.PersonId == p.Id && c.WithdrawnAt == null),
                db.FaceTemplates.Count(t => t.PersonId == p.Id),
                punches
                    .Where(punch => punch.PersonId == p.Id)
                    .OrderByDescending(punch => punch.At)
                    .Select(punch => (DateTimeOffset?)punch.At)
                    .FirstOrDefault()
            ))
            .ToListAsync(cancellationToken);
    }

    public sealed record Row(
        Guid Id,
        string Name,
        string? ExternalId,
        string? Email,
        PersonStatus Status,
        bool HasConsent,
        int Faces,
        DateTimeOffset? LastPunchAt
    );
}
