namespace FaceRek.Core.Attendance.Policies;

/// <summary>All versions of the rules, and which of them holds on a day: the one that begins last; of two that begin together the later one.</summary>
public sealed class PolicyHistory(IEnumerable<AttendancePolicy> policies)
{
    public static readonly PolicyHistory Empty = new([]);

    private readonly AttendancePolicy[] latestFirst =
    [
        .. policies.OrderByDescending(policy => policy.From).ThenByDescending(policy => policy.Version),
    ];

    public (int Version, PolicyRules Rules) On(DateOnly day)
    {
        foreach (var policy in latestFirst)
        {
            if (policy.From <= day)
            {
                return (policy.Version, policy.Rules);
            }
        }
        return (0, PolicyRules.Default);
    }
}
