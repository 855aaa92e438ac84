using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Rules;

/// <summary>Days on which somebody need not come, asked for and decided. Each day counts as the shift it falls on; a day off stays one.</summary>
public sealed class Leave : IOrganizationOwned
{
    public const int MaxReasonLength = 300;
    public const int MaxDays = 366;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>Last day; the first again where only a part of it is meant.</summary>
    public required DateOnly Until { get; init; }

    public required LeavePart Part { get; init; }
    public required bool IsPaid { get; init; }

    /// <summary>What the person wants the manager to know. Never why they are ill.</summary>
    public string? Reason { get; init; }

    /// <summary>A concurrency token: of two who decide at once one does.</summary>
    public LeaveStatus Status { get; private set; }

    public required DateTimeOffset RequestedAt { get; init; }
    public required Guid RequestedById { get; init; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public Guid? DecidedById { get; private set; }
    public string? DecisionNote { get; private set; }

    public bool Holds(DateOnly day) => Status == LeaveStatus.Approved && From <= day && day <= Until;

    public void Decide(LeaveStatus status, Guid byUserId, string? note, DateTimeOffset now) =>
        (Status, DecidedById, DecisionNote, DecidedAt) = (status, byUserId, note, now);
}

public enum LeaveStatus
{
    Requested,

    /// <summary>The only one that makes a day of leave.</summary>
    Approved,

    Refused,

    /// <summary>By whom it was for.</summary>
    Withdrawn,
}

public enum LeavePart
{
    WholeDay,
    Morning,
    Afternoon,
}

public static class LeaveQueries
{
    /// <summary>Sharing a day with these; both days included.</summary>
    public static IQueryable<Leave> Touching(this IQueryable<Leave> leaves, DateOnly from, DateOnly until) =>
        leaves.Where(leave => leave.From <= until && leave.Until >= from);

    public static IQueryable<Leave> Approved(this IQueryable<Leave> leaves) =>
        leaves.Where(leave => leave.Status == LeaveStatus.Approved);

    /// <summary>Asked for or given, not refused and not withdrawn.</summary>
    public static IQueryable<Leave> Standing(this IQueryable<Leave> leaves) =>
        leaves.Where(leave => leave.Status == LeaveStatus.Requested || leave.Status == LeaveStatus.Approved);
}
