using System.Globalization;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Reports;

[Requires(Role.Manager)]
public sealed class ReportModel(
    FaceRekDb db,
    TeamDays team,
    ReportDesk desk,
    CurrentOrganization current,
    IStringLocalizer<Words> words,
    TimeProvider clock
) : PageModel
{
    /// <summary>So that a page shows a few thousand cells at most, however many people there are.</summary>
    private const int PeopleOnAPage = 50;

    /// <summary>A year of days fits into a file but not on a page.</summary>
    public int MaxDays => 62;

    public ReportKind Kind { get; private set; }
    public bool IsRefused { get; private set; }
    public ReportQuery Query { get; private set; } = null!;
    public ReportContext Context { get; private set; } = null!;
    public WorkplaceLists Workplaces { get; private set; } = WorkplaceLists.None;
    public IReadOnlyList<ReportColumn> Columns { get; private set; } = [];
    public IReadOnlyList<IReadOnlyList<ReportCell>> Lines { get; private set; } = [];
    public int People { get; private set; }
    public int Pages => Math.Max(1, (People + PeopleOnAPage - 1) / PeopleOnAPage);
    public string Zone => current.Organization.Zone;

    public async Task<IActionResult> OnGetAsync(string report, CancellationToken cancellationToken)
    {
        if (ReportText.FindReport(report) is not { } kind)
        {
            return NotFound();
        }
        Kind = kind;
        if (ReportQuery.Read(Request.Query, ReportQuery.Today(current, clock), MaxDays) is not { } query)
        {
            IsRefused = true;
            return this.Again();
        }
        var scope = await query.ScopeAsync(
            db,
            await VisibilityScope.OfAsync(db, current, User.Id(), cancellationToken),
            cancellationToken
        );
        (Context, People, Workplaces) = (
            await desk.OpenAsync(scope, cancellationToken),
            await team.CountAsync(scope, cancellationToken),
            await WorkplaceLists.ReadAsync(db, cancellationToken)
        );
        Query = query with { Page = Math.Min(query.Page, Pages) };
        var made = Report.Of(kind);
        var columns = made.Columns(Context);
        var shown = Enumerable.Range(0, columns.Count).Where(index => !columns[index].InFileOnly).ToList();
        Columns = [.. shown.Select(index => columns[index])];
        var people = await team.PageAsync(scope, (Query.Page - 1) * PeopleOnAPage, PeopleOnAPage, cancellationToken);
        Lines =
        [
            .. people
                .SelectMany(person => made.Lines(person, Context))
                .Select(line => (IReadOnlyList<ReportCell>)[.. shown.Select(index => line[index])]),
        ];
        return Page();
    }

    /// <summary>A day of the muster roll is shown as its number.</summary>
    public string Heading(ReportColumn column) =>
        DateOnly.TryParseExact(
            column.Title,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day.Day.ToString(CultureInfo.CurrentCulture)
            : words[column.Title == "Of it paid" ? "Paid overtime" : column.Title];
}
