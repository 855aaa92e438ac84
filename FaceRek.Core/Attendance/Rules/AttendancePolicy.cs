using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Rules;

/// <summary>
/// One version of an organization's rules and the day from which they are effective. Never edited: another version
/// follows.
/// </summary>
public sealed class AttendancePolicy : ISharedRule
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }

    /// <summary>1, 2, 3 … in the order of saving; 0 are the defaults before the first saved version.</summary>
    public required int Version { get; init; }

    public required DateOnly From { get; init; }
    public required PolicyRules Rules { get; init; }
    public required DateTimeOffset SavedAt { get; init; }
    public required Guid SavedById { get; init; }
}

/// <summary>
/// All versions of the rules, and which one applies on a day: the latest effective one; of two with the same date the
/// later version.
/// </summary>
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
