using System.Globalization;

namespace FaceRek.Core.Attendance.Days;

/// <summary>One reason; see <see cref="ReasonKind"/> for the meaning of its numbers.</summary>
public sealed record DayReason(ReasonKind Kind, long First = 0, long Second = 0, string? Text = null)
{
    private const char Between = '\n';
    private const char Within = '|';
    private const int Parts = 4;

    /// <summary>In one line; null where there is none, never empty.</summary>
    public string? Text { get; init; } = string.IsNullOrEmpty(Text) ? null : Text.Replace(Between, ' ');

    public static DayReason Of(DayLeave leave) => new(ReasonKind.Leave, (int)leave.Part, leave.IsPaid ? 1 : 0);

    /// <summary>
    /// As a day keeps them and as the seal of a locked period holds them: what was written once is read and written the
    /// same for ever.
    /// </summary>
    public static string Write(IReadOnlyList<DayReason> reasons) =>
        string.Join(
            Between,
            reasons.Select(reason =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{reason.Kind}|{reason.First}|{reason.Second}|{reason.Text}"
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
                        // The text comes last and may be any text.
                        var parts = line.Split(Within, Parts);
                        return new DayReason(
                            Enum.Parse<ReasonKind>(parts[0]),
                            long.Parse(parts[1], CultureInfo.InvariantCulture),
                            long.Parse(parts[2], CultureInfo.InvariantCulture),
                            parts[3]
                        );
                    }),
            ];
}

/// <summary>
/// Why a figure of a day has its value. The meaning of the numbers is in brackets; instants are seconds since 1970,
/// lengths seconds, limits minutes.
/// </summary>
public enum ReasonKind
{
    /// <summary>[instant]</summary>
    FirstIn,

    /// <summary>[instant]</summary>
    LastOut,

    /// <summary>The out was inferred. [instant, minutes after the shift's end]</summary>
    Inferred,

    /// <summary>The inferred check-out was refused.</summary>
    InferredRefused,

    /// <summary>Work before the shift, not counted. [length]</summary>
    EarlyUnpaid,

    /// <summary>[multiple in minutes]</summary>
    Rounded,

    /// <summary>From the first in to the last out, whatever is between.</summary>
    FirstInLastOut,

    /// <summary>[length, how many]</summary>
    BreakPunched,

    /// <summary>Of the punched breaks. [length]</summary>
    BreakPaid,

    /// <summary>[length, above how many minutes]</summary>
    BreakDeducted,

    /// <summary>Arrived late within the tolerance. [length, tolerance]</summary>
    GraceLate,

    /// <summary>[length from the shift's start, tolerance]</summary>
    Late,

    /// <summary>[length, tolerance]</summary>
    GraceEarly,

    /// <summary>[length to the shift's end, tolerance]</summary>
    LeftEarly,

    /// <summary>[percent]</summary>
    BelowHalf,

    /// <summary>[percent]</summary>
    BelowAbsent,

    NoPunch,

    /// <summary>[length above which work is overtime]</summary>
    OvertimeAfter,

    /// <summary>Too little to be overtime. [length, minimum minutes]</summary>
    OvertimeTooShort,

    OvertimeWaits,
    OvertimeAccepted,
    OvertimeRefused,

    /// <summary>[length]</summary>
    Night,

    /// <summary>With its name.</summary>
    Holiday,

    /// <summary>[0 whole day, 1 morning, 2 afternoon; 1 paid]</summary>
    Leave,

    /// <summary>A night was split at midnight.</summary>
    SplitAtMidnight,

    /// <summary>Unpaired punches. [how many]</summary>
    Odd,
}
