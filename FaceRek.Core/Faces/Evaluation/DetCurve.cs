using System.Globalization;
using System.Text;

namespace FaceRek.Core.Faces.Evaluation;

/// <summary>
/// Detection error tradeoff (Martin et al., Eurospeech 1997): false non-matches over false matches. Both axes are
/// logarithmic, because the interesting rates are decades apart and thresholds are chosen in the bottom left corner.
/// </summary>
public static class DetCurve
{
    private const double Least = 1e-4;
    private const int Side = 420;
    private const int Left = 70;
    private const int Top = 30;
    private static readonly double[] Ticks = [1e-4, 1e-3, 1e-2, 1e-1, 1];

    /// <returns>A complete SVG document, readable in light and dark.</returns>
    public static string ToSvg(EvaluationReport report)
    {
        var (result, svg) = (report.Result, new StringBuilder());
        svg.AppendLine(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Left + Side + 30} {Top
                + Side
                + 60}" role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="13">
            <title id="title">DET curve of {result.Model}</title>
            <desc id="desc">{result.Genuine} genuine and {result.Impostor} impostor comparisons of {result.People} people; equal error rate {result.Eer:0.00%}.</desc>
            <style>svg {"{"} color: #1b1c22; background: #fff {"}"} @media (prefers-color-scheme: dark) {"{"} svg {"{"} color: #edece7; background: #14151a {"}"} {"}"}</style>
            <g stroke="currentColor" stroke-opacity=".2" fill="none">
            """
        );
        foreach (var tick in Ticks)
        {
            svg.AppendLine(
                CultureInfo.InvariantCulture,
                $"<path d=\"M{X(tick):0.0} {Top}V{Top + Side}M{Left} {Y(tick):0.0}H{Left + Side}\"/>"
            );
        }
        svg.AppendLine("</g><g fill=\"currentColor\">");
        foreach (var tick in Ticks)
        {
            svg.AppendLine(
                CultureInfo.InvariantCulture,
                $"<text x=\"{X(tick):0.0}\" y=\"{Top + Side + 20}\" text-anchor=\"middle\">{tick:0.##%}</text><text x=\"{Left - 8}\" y=\"{Y(tick) + 4:0.0}\" text-anchor=\"end\">{tick:0.##%}</text>"
            );
        }
        svg.AppendLine(
            CultureInfo.InvariantCulture,
            $"""
            <text x="{Left + (Side / 2)}" y="{Top + Side + 45}" text-anchor="middle">strangers accepted (FMR)</text>
            <text transform="translate(18 {Top
                + (Side / 2)}) rotate(-90)" text-anchor="middle">owners refused (FNMR)</text>
            </g>
            <path d="{Path(report.Rates)}" fill="none" stroke="#4c5fd7" stroke-width="2.5" stroke-linejoin="round"/>
            </svg>
            """
        );
        return svg.ToString();
    }

    private static string Path(ErrorRates rates)
    {
        var path = new StringBuilder();
        foreach (
            var (falseMatch, falseNonMatch) in rates
                .Curve()
                .OrderBy(point => point.FalseMatch)
                .ThenByDescending(point => point.FalseNonMatch)
        )
        {
            path.Append(path.Length == 0 ? 'M' : 'L')
                .Append(CultureInfo.InvariantCulture, $"{X(falseMatch):0.0} {Y(falseNonMatch):0.0}");
        }
        return path.ToString();
    }

    private static double X(double rate) => Left + (Side * Along(rate));

    private static double Y(double rate) => Top + (Side * (1 - Along(rate)));

    /// <summary>0 at <see cref="Least"/> and below, 1 at one.</summary>
    private static double Along(double rate) => 1 - (Math.Log10(Math.Max(rate, Least)) / Math.Log10(Least));
}
