using System.Globalization;
using FaceRek.Core.Attendance;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.Me;

/// <summary>One's own days, a month at a time.</summary>
public sealed class IndexModel(FaceRekDb db, CurrentOrganization current, TimeProvider clock) : PageModel
{
    /// <summary>As in 2026-11; the running month where none is given.</summary>
    [FromQuery(Name = "month")]
    public string? MonthText { get; set; }

    public Person? Person { get; private set; }
    public bool HasConsent { get; private set; }
    public int Faces { get; private set; }
    public DateOnly Month { get; private set; }
    public DateOnly? Next { get; private set; }
    public DateOnly? Previous { get; private set; }
    public IReadOnlyList<DaySheet> Days { get; private set; } = [];
    public WallClock Clock { get; } = new(current.Organization.Zone);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var today = Clock.DayOf(now);
        var running = new DateOnly(today.Year, today.Month, 1);
        Month = running;
        if (MonthText is not null)
        {
            if (!DateOnly.TryParseExact($"{MonthText}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) || asked > running || asked.Year < 2000) { return NotFound(); }
            Month = asked;
        }
        Next = Month < running ? Month.AddMonths(1) : null;
        Person = await db.People.OfUser(User.Id()).AsNoTracking().SingleOrDefaultAsync(cancellation);
        if (Person is not null) { await ReadAsync(Person.Id, now, cancellation); }
        return Page();
    }

    private async Task ReadAsync(Guid personId, DateTimeOffset now, CancellationToken cancellation)
    {
        HasConsent = await db.FaceConsents.AreGivenAsync(personId, cancellation);
        Faces = await db.FaceTemplates.OfPerson(personId).CountAsync(cancellation);
        var (from, to) = (Clock.StartOf(Month), Clock.StartOf(Month.AddMonths(1)));
        Previous = await db.Punches.OfPerson(personId).AnyAsync(punch => punch.At < from, cancellation) ? Month.AddMonths(-1) : null;
        // A session may begin before the month or end after it.
        var punches = await db.Punches.OfPerson(personId).Between(from - Punch.LongestSession, to + Punch.LongestSession).AsNoTracking().ToListAsync(cancellation);
        Days = [.. DaySheet.Of(punches, Clock, now).Where(day => day.Date >= Month && day.Date < Month.AddMonths(1))];
    }
}
