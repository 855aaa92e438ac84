using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Holidays;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Sites;

[Requires(Role.Admin)]
[RequestSizeLimit(MaxBodyBytes)]
public sealed class ImportHolidaysModel(FaceRekDb db, HolidayDesk desk, DayRebuild days, IStringLocalizer<Words> words)
    : PageModel
{
    /// <summary>More than the file limit, so that the page itself can refuse a slightly larger file with a message.</summary>
    private const int MaxBodyBytes = 1_500_000;

    public string? Error { get; private set; }
    public IReadOnlyList<WorkplaceLists.Choice> Sites { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Sites = (await WorkplaceLists.ReadAsync(db, cancellationToken)).Sites;

    public async Task<IActionResult> OnPostAsync(IFormFile? file, Guid? site, CancellationToken cancellationToken)
    {
        await OnGetAsync(cancellationToken);
        if (file is null)
        {
            return Refuse(words["Choose a file."]);
        }
        if (!ModelState.IsValid)
        {
            return Refuse(words["Choose a site from the list."]);
        }
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        var outcome = await desk.ImportAsync(site, bytes.ToArray(), cancellationToken);
        if (outcome is not HolidayOutcome.Added)
        {
            return Refuse(words.Say(outcome));
        }
        await days.MendAsync(cancellationToken);
        TempData["Good"] = words.Say(outcome);
        return RedirectToPage("Holidays");
    }

    private PageResult Refuse(string why)
    {
        Error = why;
        return this.Again();
    }
}
