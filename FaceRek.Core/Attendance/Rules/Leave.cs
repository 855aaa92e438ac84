using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Rules;

/// <summary>
/// Days off that a person requests and a manager decides. Each day counts as the shift it replaces; a free day stays
/// free.
/// </summary>
public sealed class Leave : IOrganizationOwned
{
    public const int MaxReasonLength = 300;
    public const int MaxDays = 366;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>Last day; the first again for half a day.</summary>
    public required DateOnly Until { get; init; }

    public required LeavePart Part { get; init; }
    public required bool IsPaid { get; init; }

    /// <summary>The person's message to the manager. Never why they are ill.</summary>
    public string? Reason { get; init; }

    /// <summary>A concurrency token: of two simultaneous decisions only one is saved.</summary>
    public LeaveStatus Status { get; private set; }

    public required DateTimeOffset RequestedAt { get; init; }
    public required Guid RequestedById { get; init; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public Guid? DecidedById { get; private set; }
    public string? DecisionNote { get; private set; }

    /// <summary>
    /// By what it is known that its person was told of the decision: another decision is another email.
    /// </summary>
    public string DecisionKey => $"{Id:N}-{Status}";

    public bool Holds(DateOnly day) => Status == LeaveStatus.Approved && From <= day && day <= Until;

    public void Decide(LeaveStatus status, Guid byUserId, string? note, DateTimeOffset now) =>
        (Status, DecidedById, DecisionNote, DecidedAt) = (status, byUserId, note, now);
}

public enum LeaveStatus
{
    Requested,

    /// <summary>The only status that counts as leave on a day.</summary>
    Approved,

    Refused,

    /// <summary>By the person it is for.</summary>
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
    /// <summary>That overlap these days; both days included.</summary>
    public static IQueryable<Leave> Touching(this IQueryable<Leave> leaves, DateOnly from, DateOnly until) =>
        leaves.Where(leave => leave.From <= until && leave.Until >= from);

    public static IQueryable<Leave> Approved(this IQueryable<Leave> leaves) =>
        leaves.Where(leave => leave.Status == LeaveStatus.Approved);

    /// <summary>Requested or approved, not refused and not withdrawn.</summary>
    public static IQueryable<Leave> Standing(this IQueryable<Leave> leaves) =>
        leaves.Where(leave => leave.Status == LeaveStatus.Requested || leave.Status == LeaveStatus.Approved);
}
