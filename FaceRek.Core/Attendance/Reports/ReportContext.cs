using FaceRek.Core.Attendance.Policies;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>What holds for a whole report.</summary>
/// <param name="Now">Days that are not settled at this moment say so.</param>
/// <param name="LockHash">Hash of the locked period that holds all its days; null while figures may still change.</param>
public sealed record ReportContext(ReportScope Scope, PolicyHistory Policies, DateTimeOffset Now, string? LockHash)
{
    /// <summary>The rule by which hours are counted on the last day, in our own words.</summary>
    public string CountingRule =>
        Policies.On(Scope.To).Rules.Hours == HoursBy.EveryPair
            ? "Every in and the out after it"
            : "First in to last out";

    public int PolicyVersion => Policies.On(Scope.To).Version;
}
