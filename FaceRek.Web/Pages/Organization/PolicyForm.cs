using FaceRek.Core.Attendance.Rules;

namespace FaceRek.Web.Pages.Organization;

/// <summary>The rules as a form; an empty overtime field counts none, or uses the planned time.</summary>
public sealed record PolicyForm
{
    public DateOnly? From { get; init; }

    /// <summary>The version it was made from.</summary>
    public int BasedOn { get; init; }

    public HoursBy Hours { get; init; }
    public NightAttribution Nights { get; init; }
    public int? WindowBefore { get; init; }
    public int? WindowAfter { get; init; }
    public int? GraceLate { get; init; }
    public int? GraceEarly { get; init; }
    public int? HalfDayBelow { get; init; }
    public int? AbsentBelow { get; init; }
    public int? DeductedBreak { get; init; }
    public int? DeductedBreakOver { get; init; }
    public int? PaidBreak { get; init; }
    public bool CountsEarlyArrival { get; init; }
    public int? DailyOvertimeAfter { get; init; }
    public int? WeeklyOvertimeAfter { get; init; }
    public int? OvertimeAtLeast { get; init; }
    public bool OvertimeNeedsApproval { get; init; }
    public TimeOnly? NightFrom { get; init; }
    public TimeOnly? NightTo { get; init; }
    public int RoundTo { get; init; }
    public int? ForgottenLimit { get; init; }
    public int? LowConfidence { get; init; }

    public static PolicyForm Of(PolicyRules rules, DateOnly from, int version) =>
        new()
        {
            From = from,
            BasedOn = version,
            Hours = rules.Hours,
            Nights = rules.Nights,
            WindowBefore = rules.WindowBefore,
            WindowAfter = rules.WindowAfter,
            GraceLate = rules.GraceLate,
            GraceEarly = rules.GraceEarly,
            HalfDayBelow = rules.HalfDayBelow,
            AbsentBelow = rules.AbsentBelow,
            DeductedBreak = rules.DeductedBreak,
            DeductedBreakOver = rules.DeductedBreakOver,
            PaidBreak = rules.PaidBreak,
            CountsEarlyArrival = rules.CountsEarlyArrival,
            DailyOvertimeAfter = rules.DailyOvertimeAfter,
            WeeklyOvertimeAfter = rules.WeeklyOvertimeAfter,
            OvertimeAtLeast = rules.OvertimeAtLeast,
            OvertimeNeedsApproval = rules.OvertimeNeedsApproval,
            NightFrom = rules.NightFrom,
            NightTo = rules.NightTo,
            RoundTo = rules.RoundTo,
            ForgottenLimit = rules.ForgottenLimit,
            LowConfidence = rules.LowConfidence,
        };

    /// <summary>An empty number uses the default.</summary>
    public PolicyRules Rules()
    {
        var usual = PolicyRules.Default;
        return new PolicyRules
        {
            Hours = Hours,
            Nights = Nights,
            WindowBefore = WindowBefore ?? usual.WindowBefore,
            WindowAfter = WindowAfter ?? usual.WindowAfter,
            GraceLate = GraceLate ?? usual.GraceLate,
            GraceEarly = GraceEarly ?? usual.GraceEarly,
            HalfDayBelow = HalfDayBelow ?? usual.HalfDayBelow,
            AbsentBelow = AbsentBelow ?? usual.AbsentBelow,
            DeductedBreak = DeductedBreak ?? usual.DeductedBreak,
            DeductedBreakOver = DeductedBreakOver ?? usual.DeductedBreakOver,
            PaidBreak = PaidBreak ?? usual.PaidBreak,
            CountsEarlyArrival = CountsEarlyArrival,
            DailyOvertimeAfter = DailyOvertimeAfter,
            WeeklyOvertimeAfter = WeeklyOvertimeAfter,
            OvertimeAtLeast = OvertimeAtLeast ?? usual.OvertimeAtLeast,
            OvertimeNeedsApproval = OvertimeNeedsApproval,
            NightFrom = NightFrom ?? usual.NightFrom,
            NightTo = NightTo ?? usual.NightTo,
            RoundTo = RoundTo,
            ForgottenLimit = ForgottenLimit ?? usual.ForgottenLimit,
            LowConfidence = LowConfidence ?? usual.LowConfidence,
        };
    }
}
