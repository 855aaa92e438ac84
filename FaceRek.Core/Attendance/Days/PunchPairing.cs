using FaceRek.Core.Attendance.Punches;
using NodaTime;

namespace FaceRek.Core.Attendance.Days;

/// <summary>
/// Pairs each in with the out that follows it. An out closes an open in before any shift is considered; unpaired
/// punches are not paired by guessing.
/// </summary>
internal static class PunchPairing
{
    private static readonly Duration MaxLength = Duration.FromTimeSpan(Punch.MaxSessionLength);

    public static (List<Session> Sessions, List<UnpairedPunch> Lone) Of(DayInputs inputs, ShiftPlan plan)
    {
        var (sessions, lone) = (new List<Session>(), new List<UnpairedPunch>());
        for (var index = 0; index < inputs.Punches.Count; index++)
        {
            var (punch, next) = (
                inputs.Punches[index],
                index + 1 < inputs.Punches.Count ? inputs.Punches[index + 1] : null
            );
            if (punch.Direction == Direction.Out)
            {
                lone.Add(new UnpairedPunch(punch, plan.Of(punch, null), null));
            }
            else if (next is { Direction: Direction.Out } && next.Second - punch.Second < MaxLength)
            {
                sessions.Add(new Session(punch, next, next.Second, plan.Of(punch, next.Second)));
                index++;
            }
            else if (Inferred(inputs, plan, punch, next) is { } inferred)
            {
                sessions.Add(inferred);
            }
            else
            {
                lone.Add(new UnpairedPunch(punch, plan.Of(punch, null), next));
            }
        }
        return (sessions, lone);
    }

    /// <summary>
    /// The last in of a shift is closed by the shift; an in that is followed by another in of the same shift is
    /// unpaired.
    /// </summary>
    private static Session? Inferred(DayInputs inputs, ShiftPlan plan, CountingPunch punch, CountingPunch? next)
    {
        if (plan.Of(punch, null) is not { } shift || next?.Second < shift.WindowTo)
        {
            return null;
        }
        var endsAt = shift.To + Duration.FromMinutes(inputs.Policies.On(shift.On).Rules.ForgottenLimit);
        return punch.Second < endsAt ? new Session(punch, null, endsAt, shift) : null;
    }
}

/// <summary>From an in to its out.</summary>
/// <param name="Out">Null where the out was inferred.</param>
/// <param name="Shift">The shift it belongs to, if any.</param>
internal sealed record Session(CountingPunch In, CountingPunch? Out, Instant EndsAt, PlannedShift? Shift)
{
    public bool IsInferred => Out is null;
}

/// <summary>An in without an out, or an out without an in.</summary>
/// <param name="Next">The punch after an in, if any.</param>
internal sealed record UnpairedPunch(CountingPunch Punch, PlannedShift? Shift, CountingPunch? Next);
