using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FaceRek.Web.Pages.Organization.Reports;

/// <summary>
/// A report as a file. Its lines are sent as they are read; a workbook is an archive and is built in a temporary file
/// that is deleted after the response.
/// </summary>
[Requires(Role.Manager)]
public sealed class ExportModel(FaceRekDb db, ReportDesk desk, CurrentOrganization current, TimeProvider clock)
    : PageModel
{
    private const string Csv = "text/csv; charset=utf-8";
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public async Task<IActionResult> OnGetAsync(string report, string? format, CancellationToken cancellationToken)
    {
        if (ReportText.FindReport(report) is not { } kind)
        {
            return NotFound();
        }
        if (
            format is not (null or "csv" or "xlsx")
            || ReportQuery.Read(Request.Query, ReportQuery.Today(current, clock)) is not { } query
        )
        {
            return BadRequest();
        }
        var context = await desk.OpenAsync(
            await query.ScopeAsync(
                db,
                await VisibilityScope.OfAsync(db, current, User.Id(), cancellationToken),
                cancellationToken
            ),
            cancellationToken
        );
        var name = FormattableString.Invariant(
            $"{kind.Slug()}-{current.Organization.Slug}-{query.From:yyyy-MM-dd}-{query.To:yyyy-MM-dd}.{format ?? "csv"}"
        );
        return format == "xlsx"
            ? await WorkbookAsync(kind, context, name, cancellationToken)
            : await CsvAsync(kind, context, name, cancellationToken);
    }

    private async Task<IActionResult> CsvAsync(
        ReportKind kind,
        ReportContext context,
        string name,
        CancellationToken cancellationToken
    )
    {
        (Response.ContentType, Response.Headers.ContentDisposition) = (Csv, $"attachment; filename=\"{name}\"");
        await desk.WriteAsync(Response.Body, kind, isWorkbook: false, context, cancellationToken);
        return new EmptyResult();
    }

    private async Task<IActionResult> WorkbookAsync(
        ReportKind kind,
        ReportContext context,
        string name,
        CancellationToken cancellationToken
    )
    {
        var file = new FileStream(
            Path.GetTempFileName(),
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 16_384,
            FileOptions.DeleteOnClose
        );
        try
        {
            await desk.WriteAsync(file, kind, isWorkbook: true, context, cancellationToken);
            file.Position = 0;
            return File(file, Workbook, name);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
