using FaceRek.Core.Billing.History;
using FaceRek.Core.Organizations;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>The yearly report as a CSV file.</summary>
[Requires(Role.Owner, WhenReadOnly = ReadOnlyAccess.Open)]
[LeadsToStripe]
public sealed class ReportSheetModel(BillingHistory history, CurrentOrganization current, TimeProvider clock)
    : PageModel
{
    public async Task<IActionResult> OnGetAsync(string? year, CancellationToken cancellationToken)
    {
        if (BillingYear.Read(year, current.Organization, clock.GetUtcNow()) is not { } shown)
        {
            return NotFound();
        }
        var sheet = ReportSheetWriter.Write(await history.ReportAsync(shown, cancellationToken));
        return File(
            sheet,
            "text/csv; charset=utf-8",
            FormattableString.Invariant($"billing-{current.Organization.Slug}-{shown.Year}.csv")
        );
    }
}
