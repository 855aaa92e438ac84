using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Holidays;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Sites;

/// <summary>The holidays of a year, and a line to add one.</summary>
[Requires(Role.Admin)]
public sealed class HolidaysModel(
    FaceRekDb db,
    HolidayDesk desk,
    DayRebuild days,
    CurrentOrganization current,
    IStringLocalizer<Words> words,
    TimeProvider clock
) : PageModel
{
    private const int FirstYear = 2000,
        LastYear = 2100;

    [BindProperty]
    public Form Input { get; set; } = new(null, null, null);

    public int Year { get; private set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public IReadOnlyList<WorkplaceLists.Choice> Sites { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(int? year, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || year is < FirstYear or > LastYear)
        {
            return NotFound();
        }
        await LookAsync(year, cancellationToken);
        return Page();
    }

    /// <param name="remove">A holiday to remove; otherwise the form adds one.</param>
    public async Task<IActionResult> OnPostAsync(Guid? remove, CancellationToken cancellationToken)
    {
        if (remove is { } holidayId)
        {
            if (!await desk.RemoveAsync(holidayId, cancellationToken))
            {
                return NotFound();
            }
            await days.MendAsync(cancellationToken);
            TempData["Good"] = words["The holiday was removed."].Value;
            return RedirectToPage();
        }
        if (Input.On is not { } on)
        {
            return await AgainAsync("Input.On", words["Choose a day."], cancellationToken);
        }
        var outcome = await desk.AddAsync(Input.Site, on, Input.Name, cancellationToken);
        if (outcome is not HolidayOutcome.Added)
        {
            return await AgainAsync("Input.Name", words.Say(outcome), cancellationToken);
        }
        await days.MendAsync(cancellationToken);
        TempData["Good"] = words.Say(outcome);
        return RedirectToPage(new { on.Year });
    }

    private async Task<PageResult> AgainAsync(string field, string sentence, CancellationToken cancellationToken)
    {
        ModelState.AddModelError(field, sentence);
        await LookAsync(Input.On?.Year, cancellationToken);
        return this.Again();
    }

    private async Task LookAsync(int? year, CancellationToken cancellationToken)
    {
        Year = Math.Clamp(year ?? current.Organization.InZone(clock.GetUtcNow()).Year, FirstYear, LastYear);
        var (first, last) = (new DateOnly(Year, 1, 1), new DateOnly(Year, 12, 31));
        Rows = await db
            .Holidays.Between(first, last)
            .OrderBy(holiday => holiday.On)
            .ThenBy(holiday => holiday.Name)
            .Select(holiday => new Row(
                holiday.Id,
                holiday.On,
                holiday.Name,
                db.Sites.Where(site => site.Id == holiday.SiteId).Select(site => site.Name).FirstOrDefault()
            ))
            .ToListAsync(cancellationToken);
        Sites = (await WorkplaceLists.ReadAsync(db, cancellationToken)).Sites;
    }

    public sealed record Row(Guid Id, DateOnly On, string Name, string? Site);

    public sealed record Form(DateOnly? On, string? Name, Guid? Site);
}
