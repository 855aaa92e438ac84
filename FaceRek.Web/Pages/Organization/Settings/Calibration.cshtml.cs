using System.Globalization;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Faces.Evaluation;
using FaceRek.Core.Organizations;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Settings;

[Requires(Role.Admin)]
public sealed class CalibrationModel(CalibrationDesk desk, IStringLocalizer<Words> words) : PageModel
{
    private static readonly double[] Rates = [0.1, 0.01, 0.001];

    public CalibrationView View { get; private set; } = null!;

    public ScoreHistogram Histogram => ScoreHistogram.Of(View.Own.Genuine, View.Own.Impostor);

    /// <summary>The active threshold, the tried one, and those for round false match rates; from lax to strict.</summary>
    public IReadOnlyList<Row> Rows =>
        [
            .. Rates
                .Select(View.Rates.ThresholdAt)
                .Where(float.IsFinite)
                .Append(View.Threshold)
                .Append(View.Policy.Threshold)
                .Distinct()
                .Order()
                .Select(RowAt),
        ];

    public async Task OnGetAsync(float? threshold, CancellationToken cancellationToken) =>
        View = await desk.LookAsync(threshold, cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var found = await desk.FindLookAlikesAsync(cancellationToken);
        TempData["Good"] = found == 0 ? words["No look-alikes found."].Value : words["Pairs found: {0}.", found].Value;
        return RedirectToPage();
    }

    public string Plain(float threshold) => threshold.ToString("0.00", CultureInfo.InvariantCulture);

    private Row RowAt(float threshold)
    {
        var refused = View.Rates.FalseNonMatchRate(threshold);
        return new(
            threshold,
            threshold == View.Policy.Threshold,
            View.Rates.FalseMatchRate(threshold),
            refused,
            ConfidenceBand.Of(refused, View.Rates.Genuine)
        );
    }

    /// <param name="Band">Of <paramref name="FalseNonMatch"/>.</param>
    public sealed record Row(
        float Threshold,
        bool IsInForce,
        double FalseMatch,
        double FalseNonMatch,
        ConfidenceBand Band
    );
}
