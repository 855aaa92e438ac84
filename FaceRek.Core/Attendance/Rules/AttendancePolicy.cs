using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Rules;

/// <summary>One version of an organization's rules and the day from which they hold. Never edited: another version follows.</summary>
public sealed class AttendancePolicy : ISharedRule
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }

    /// <summary>1, 2, 3 … in the order of saving; 0 is what holds before anybody decided.</summary>
    public required int Version { get; init; }

    public required DateOnly From { get; init; }
    public required PolicyRules Rules { get; init; }
    public required DateTimeOffset SavedAt { get; init; }
    public required Guid SavedById { get; init; }
}

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
