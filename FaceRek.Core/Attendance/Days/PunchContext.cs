namespace FaceRek.Core.Attendance.Days;

/// <summary>What a punch of somebody's is written on: everything their days are made of, before it.</summary>
/// <param name="SiteId">Where the person belonged on that day.</param>
/// <param name="Zone">IANA; the clock there.</param>
/// <param name="LastNumber">Of their punches; 0 before the first.</param>
/// <param name="Punches">Those that count around it, earliest first.</param>
public sealed record PunchContext(
    DayInputs Facts,
    Guid? SiteId,
    string Zone,
    string? ExternalId,
    int LastNumber,
    IReadOnlyList<EffectivePunch> Punches
)
{
    /// <summary>The facts once this punch is saved.</summary>
    public DayInputs With(Punch punch) =>
        Facts with
        {
            Punches =
            [
                .. Punches
                    .Append(EffectivePunch.New(punch))
                    .OrderBy(one => one.At)
                    .ThenBy(one => one.Number)
                    .Select(one => one.Counting()),
            ],
        };
}
