using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Rules;

/// <summary>
/// Payroll has taken the days from one date to another: they no longer change, whatever becomes known. Active locks do
/// not overlap.
/// </summary>
public sealed class PeriodLock : IOrganizationOwned
{
    public const int MaxReasonLength = 300;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>
    /// SHA-256 over the canonical lines of its days, by person and day, and of the weeks that end in it, in lower-case
    /// hex; shown in the payroll export.
    /// </summary>
    public required string Hash { get; init; }

    /// <summary>How many days were hashed.</summary>
    public required int Days { get; init; }

    /// <summary>Exceptions without a decision.</summary>
    public required int OpenExceptions { get; init; }

    public required DateTimeOffset LockedAt { get; init; }
    public required Guid LockedById { get; init; }
    public DateTimeOffset? OpenedAt { get; private set; }
    public Guid? OpenedById { get; private set; }
    public string? OpenedBecause { get; private set; }

    public bool Holds(DateOnly day) => OpenedAt is null && From <= day && day <= Until;

    public void Open(Guid byUserId, string because, DateTimeOffset now) =>
        (OpenedById, OpenedBecause, OpenedAt) = (byUserId, because, now);
}

public static class PeriodQueries
{
    /// <summary>Those that were not reopened.</summary>
    public static IQueryable<PeriodLock> InForce(this IQueryable<PeriodLock> locks) =>
        locks.Where(period => period.OpenedAt == null);

    /// <summary>Active and overlapping these days; both days included.</summary>
    public static IQueryable<PeriodLock> Touching(this IQueryable<PeriodLock> locks, DateOnly from, DateOnly until) =>
        locks.InForce().Where(period => period.From <= until && period.Until >= from);
}
