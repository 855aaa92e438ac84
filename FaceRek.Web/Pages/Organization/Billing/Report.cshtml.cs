using System.Globalization;
using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Organizations;
using FaceRek.Web.Components;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Billing;

[Requires(Role.Owner, WhenReadOnly = ReadOnlyAccess.Open)]
[LeadsToStripe]
public sealed class ReportModel(
    BillingHistory history,
    CurrentOrganization current,
    IStringLocalizer<Words> words,
    TimeProvider clock
) : PageModel
{
    public BillingYear Year { get; private set; } = null!;
    public YearPager Pager { get; private set; } = null!;
    public IReadOnlyList<FinancialReport> Reports { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? year, CancellationToken cancellationToken)
    {
        var (mine, now) = (current.Organization, clock.GetUtcNow());
        if (BillingYear.Read(year, mine, now) is not { } shown)
        {
            return NotFound();
        }
        (Year, Pager) = (shown, YearPager.Around(shown, "report", mine, now));
        Reports = await history.ReportAsync(shown, cancellationToken);
        return Page();
    }

    public string Name(int month) => CultureInfo.CurrentCulture.DateTimeFormat.GetMonthName(month);

    /// <summary>A month with more refunds than payments has no bar; the table shows the amount.</summary>
    public IReadOnlyList<ChartBar> Bars(FinancialReport report) =>
        [
            .. report.Months.Select(month => new ChartBar(
                CultureInfo.CurrentCulture.DateTimeFormat.GetAbbreviatedMonthName(month.Month),
                Math.Max(0, month.Spent.Amount),
                words["{0}: {1}", Name(month.Month), month.Spent]
            )),
        ];

    public Func<decimal, string> Written(FinancialReport report)
    {
        var decimals = new Money(0, report.Currency).Decimals;
        return amount => new Money((long)(amount * (decimal)Math.Pow(10, decimals)), report.Currency).ToString();
    }
}
