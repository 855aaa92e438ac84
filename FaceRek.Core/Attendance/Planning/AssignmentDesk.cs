using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Planning;

/// <summary>
/// Assigns shifts and rotations to people and departments, from a day on; their days are updated in the same
/// transaction.
/// </summary>
public sealed class AssignmentDesk(
    FaceRekDb db,
    CurrentOrganization current,
    DayUpdater days,
    DayRebuild rebuild,
    TimeProvider clock
)
{
    /// <summary>Days further back are not recalculated by a change of shifts.</summary>
    public const int MaxAge = 400;

    private DateOnly Today => WallClock.Of(current.Organization.Zone).DayOf(clock.GetUtcNow());

    /// <param name="workId">A shift or a rotation.</param>
    public async Task<AssignmentOutcome> AssignToPersonAsync(
        Guid personId,
        Guid workId,
        DateOnly from,
        DateOnly? until,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        if (ErrorOf(from, until) is { } error)
        {
            return error;
        }
        await using var transaction = await db.BeginLockedAsync(personId, cancellationToken);
        if (
            !await db.People.Known().AnyAsync(person => person.Id == personId, cancellationToken)
            || await WorkAsync(workId, cancellationToken) is not var (shiftId, rotationId)
        )
        {
            return new AssignmentOutcome.NotFound();
        }
        if (
            await db
                .ShiftAssignments.Where(one => one.PersonId == personId)
                .Touching(from, until)
                .FirstOrDefaultAsync(cancellationToken) is
            { } other
        )
        {
            return new AssignmentOutcome.Overlaps(other);
        }

        var assignment = Add(personId, null, shiftId, rotationId, from, until, byUserId);
        await db.SaveChangesAsync(cancellationToken);
        await RefreshAsync(personId, from, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new AssignmentOutcome.Saved(assignment.Id);
    }

    /// <summary>The department's days are recalculated after the change is saved.</summary>
    public async Task<AssignmentOutcome> AssignToDepartmentAsync(
        Guid departmentId,
        Guid workId,
        DateOnly from,
        DateOnly? until,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        if (ErrorOf(from, until) is { } error)
        {
            return error;
        }
        await using (var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken))
        {
            if (
                !await db.Departments.AnyAsync(department => department.Id == departmentId, cancellationToken)
                || await WorkAsync(workId, cancellationToken) is not var (shiftId, rotationId)
            )
            {
                return new AssignmentOutcome.NotFound();
            }
            if (
                await db
                    .ShiftAssignments.Where(one => one.DepartmentId == departmentId)
                    .Touching(from, until)
                    .FirstOrDefaultAsync(cancellationToken) is
                { } other
            )
            {
                return new AssignmentOutcome.Overlaps(other);
            }
            Add(null, departmentId, shiftId, rotationId, from, until, byUserId);
            MarkStale(from);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        await rebuild.CatchUpAsync(cancellationToken);
        return new AssignmentOutcome.Saved(departmentId);
    }

    /// <param name="lastDay">A day before the first removes the assignment completely.</param>
    public async Task<AssignmentOutcome> EndAsync(
        Guid assignmentId,
        DateOnly lastDay,
        CancellationToken cancellationToken
    )
    {
        if (
            await db.ShiftAssignments.SingleOrDefaultAsync(one => one.Id == assignmentId, cancellationToken)
            is not { } found
        )
        {
            return new AssignmentOutcome.NotFound();
        }
        if (lastDay < Today.AddDays(-MaxAge))
        {
            return new AssignmentOutcome.TooLongAgo();
        }
        await using var transaction = found.PersonId is { } personId
            ? await db.BeginLockedAsync(personId, cancellationToken)
            : await db.BeginLockedAsync(current.Organization, cancellationToken);
        if (
            await db
                .ShiftAssignments.AsTracking()
                .SingleOrDefaultAsync(one => one.Id == assignmentId, cancellationToken)
            is not { } assignment
        )
        {
            return new AssignmentOutcome.NotFound();
        }
        if (assignment.Until < lastDay)
        {
            return new AssignmentOutcome.EndsBeforeItBegins();
        }

        if (lastDay < assignment.From)
        {
            db.ShiftAssignments.Remove(assignment);
        }
        else
        {
            assignment.Until = lastDay;
        }
        var from = lastDay < assignment.From ? assignment.From : lastDay;
        if (assignment.PersonId is null)
        {
            MarkStale(from);
        }
        await db.SaveChangesAsync(cancellationToken);
        if (assignment.PersonId is { } one)
        {
            await RefreshAsync(one, from, cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        if (assignment.PersonId is null)
        {
            await rebuild.CatchUpAsync(cancellationToken);
        }
        return new AssignmentOutcome.Saved(assignmentId);
    }

    private AssignmentOutcome? ErrorOf(DateOnly from, DateOnly? until) =>
        until < from ? new AssignmentOutcome.EndsBeforeItBegins()
        : from < Today.AddDays(-MaxAge) ? new AssignmentOutcome.TooLongAgo()
        : null;

    private async Task<(Guid? ShiftId, Guid? RotationId)?> WorkAsync(Guid workId, CancellationToken cancellationToken)
    {
        if (await db.Shifts.InUse().AnyAsync(shift => shift.Id == workId, cancellationToken))
        {
            return (workId, null);
        }
        return await db.Rotations.AnyAsync(
            rotation => rotation.Id == workId && rotation.ArchivedAt == null,
            cancellationToken
        )
            ? (null, workId)
            : null;
    }

    private ShiftAssignment Add(
        Guid? personId,
        Guid? departmentId,
        Guid? shiftId,
        Guid? rotationId,
        DateOnly from,
        DateOnly? until,
        Guid byUserId
    )
    {
        var assignment = new ShiftAssignment
        {
            OrganizationId = current.Organization.Id,
            PersonId = personId,
            DepartmentId = departmentId,
            ShiftId = shiftId,
            RotationId = rotationId,
            From = from,
            Until = until,
            CreatedAt = clock.GetUtcNow(),
            CreatedById = byUserId,
        };
        db.ShiftAssignments.Add(assignment);
        return assignment;
    }

    /// <summary>A day earlier too: the window of the night before may be trimmed.</summary>
    private Task RefreshAsync(Guid personId, DateOnly from, CancellationToken cancellationToken) =>
        from.AddDays(-1) <= rebuild.Horizon
            ? days.RefreshAsync(personId, from.AddDays(-1), rebuild.Horizon, cancellationToken)
            : Task.CompletedTask;

    private void MarkStale(DateOnly from) =>
        db.OutdatedDays.Add(
            new OutdatedDays
            {
                OrganizationId = current.Organization.Id,
                From = from.AddDays(-1),
                Since = clock.GetUtcNow(),
            }
        );
}

public abstract record AssignmentOutcome
{
    private AssignmentOutcome() { }

    public sealed record Saved(Guid Id) : AssignmentOutcome;

    /// <summary>There is already one on some of these days.</summary>
    public sealed record Overlaps(ShiftAssignment Other) : AssignmentOutcome;

    public sealed record EndsBeforeItBegins : AssignmentOutcome;

    /// <summary>More than <see cref="AssignmentDesk.MaxAge"/> before today.</summary>
    public sealed record TooLongAgo : AssignmentOutcome;

    public sealed record NotFound : AssignmentOutcome;
}
