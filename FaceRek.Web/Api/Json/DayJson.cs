using FaceRek.Core.Attendance.Days;
using FaceRek.Web.Api.Calls;

namespace FaceRek.Web.Api.Json;

/// <summary>What a policy makes of a person's punches on one day. Times are instants, lengths are seconds.</summary>
/// <param name="Zone">In which the day begins and ends.</param>
/// <param name="Status">present, half_day, absent, holiday, leave or incomplete once it is settled; expected or at_work before.</param>
/// <param name="SettlesAt">From then on no punch is expected any more.</param>
/// <param name="IsInferred">The last out is not a punch.</param>
/// <param name="PaidSeconds">Work and paid leave, without overtime nobody accepted.</param>
/// <param name="Exceptions">What somebody has to look at and nobody has decided yet.</param>
public sealed record DayJson(
    Guid PersonId,
    DateOnly On,
    string Zone,
    DayStatus Status,
    DateTimeOffset SettlesAt,
    Guid? ShiftId,
    DateTimeOffset? PlannedFrom,
    DateTimeOffset? PlannedTo,
    DateTimeOffset? FirstInAt,
    DateTimeOffset? LastOutAt,
    bool IsInferred,
    int WorkedSeconds,
    int BreakSeconds,
    int DeductedSeconds,
    int LateSeconds,
    int EarlySeconds,
    int OvertimeSeconds,
    int AcceptedOvertimeSeconds,
    int NightSeconds,
    int HolidaySeconds,
    int PaidLeaveSeconds,
    int UnpaidLeaveSeconds,
    int PaidSeconds,
    IReadOnlyList<string> Exceptions
)
{
    public static DayJson Of(AttendanceDay day, DateTimeOffset now) =>
        new(
            day.PersonId,
            day.On,
            day.Zone,
            day.StatusAt(now),
            day.SettlesAt,
            day.ShiftId,
            day.PlannedFrom,
            day.PlannedTo,
            day.FirstInAt,
            day.LastOutAt,
            day.IsInferred,
            day.WorkedSeconds,
            day.BreakSeconds,
            day.DeductedSeconds,
            day.LateSeconds,
            day.EarlySeconds,
            day.OvertimeSeconds,
            day.AcceptedOvertimeSeconds,
            day.NightSeconds,
            day.HolidaySeconds,
            day.PaidLeaveSeconds,
            day.UnpaidLeaveSeconds,
            day.PaidSeconds,
            [
                .. Enum.GetValues<ExceptionKinds>()
                    .Where(kind => kind != ExceptionKinds.None && day.OpenExceptions.HasFlag(kind))
                    .Select(WireName.Of),
            ]
        );
}
