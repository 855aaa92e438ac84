using System.Globalization;

namespace FaceRek.Core.Attendance.Days;

/// <summary>One reason, see <see cref="ReasonKind"/> for what its numbers mean.</summary>
public sealed record DayReason(ReasonKind Kind, long First = 0, long Second = 0, string? Text = null)
{
    private const char Between = '\n';
    private const char Within = '|';

    public static string Write(IReadOnlyList<DayReason> reasons) =>
        string.Join(
            Between,
            reasons.Select(reason =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{reason.Kind}|{reason.First}|{reason.Second}|{Plain(reason.Text)}"
                )
            )
        );

    public static IReadOnlyList<DayReason> Read(string text) =>
        text.Length == 0
            ? []
            :
            [
                .. text.Split(Between)
                    .Select(line =>
                    {
                        var parts = line.Split(Within);
                        return new DayReason(
                            Enum.Parse<ReasonKind>(parts[0]),
                            long.Parse(parts[1], CultureInfo.InvariantCulture),
                            long.Parse(parts[2], CultureInfo.InvariantCulture),
                            parts[3].Length == 0 ? null : parts[3]
                        );
                    }),
            ];

    private static string? Plain(string? text) => text?.Replace(Between, ' ').Replace(Within, ' ');
}
