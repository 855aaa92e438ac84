using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Planning;

/// <summary>Adds shifts and rotations, and archives them.</summary>
public sealed class ShiftDesk(FaceRekDb db, CurrentOrganization current, Entitlement entitlement, TimeProvider clock)
{
    public async Task<ShiftOutcome> AddAsync(ShiftDetails details, CancellationToken cancellationToken)
    {
        if (details.Errors is { Count: > 0 } errors)
        {
            return new ShiftOutcome.Refused(errors);
        }
        if (await entitlement.ToUseAsync(Feature.Shifts, cancellationToken) is { } obstacle)
        {
            return new ShiftOutcome.NotEntitled(obstacle);
        }
        var shift = new Shift
        {
            OrganizationId = current.Organization.Id,
            Name = details.Name!.Trim(),
            StartsAt = details.StartsAt,
            Minutes = details.Minutes,
            FirstPartMinutes = details.FirstPartMinutes,
            SecondPartAfter = details.SecondPartAfter,
            Days = details.Days & WeekDays.All,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Shifts.Add(shift);
        await db.SaveChangesAsync(cancellationToken);
        return new ShiftOutcome.Saved(shift.Id);
    }

    /// <param name="shiftIds">One for each day of the cycle; null is a day off.</param>
    public async Task<RotationOutcome> AddRotationAsync(
        string? name,
        DateOnly startsOn,
        IReadOnlyList<Guid?> shiftIds,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return new RotationOutcome.Refused(RotationError.NameMissing);
        }
        if (name.Trim().Length > Rotation.MaxNameLength)
        {
            return new RotationOutcome.Refused(RotationError.NameTooLong);
        }
        if (shiftIds.Count is < Rotation.FewestDays or > Rotation.MaxDays)
        {
            return new RotationOutcome.Refused(RotationError.LengthOutOfRange);
        }
        var worked = shiftIds.OfType<Guid>().Distinct().ToList();
        if (worked.Count == 0)
        {
            return new RotationOutcome.Refused(RotationError.NoWork);
        }
        if (await db.Shifts.InUse().CountAsync(shift => worked.Contains(shift.Id), cancellationToken) != worked.Count)
        {
            return new RotationOutcome.Refused(RotationError.UnknownShift);
        }

        var rotation = new Rotation
        {
            OrganizationId = current.Organization.Id,
            Name = name.Trim(),
            StartsOn = startsOn,
            Length = shiftIds.Count,
            CreatedAt = clock.GetUtcNow(),
        };
        rotation.Days.AddRange(
            shiftIds
                .Index()
                .Where(cell => cell.Item is not null)
                .Select(cell => new RotationDay
                {
                    OrganizationId = rotation.OrganizationId,
                    RotationId = rotation.Id,
                    Position = cell.Index,
                    ShiftId = cell.Item!.Value,
                })
        );
        db.Rotations.Add(rotation);
        await db.SaveChangesAsync(cancellationToken);
        return new RotationOutcome.Saved(rotation.Id);
    }

    /// <summary>It is no longer available. People who work it must be assigned another one first.</summary>
    public async Task<ShiftOutcome> ArchiveAsync(Guid shiftId, CancellationToken cancellationToken)
    {
        if (
            await db.Shifts.InUse().AsTracking().SingleOrDefaultAsync(shift => shift.Id == shiftId, cancellationToken)
            is not { } shift
        )
        {
            return new ShiftOutcome.NotFound();
        }
        var today = WallClock.Of(current.Organization.Zone).DayOf(clock.GetUtcNow());
        if (
            await db.ShiftAssignments.AnyAsync(
                assignment => assignment.ShiftId == shiftId && (assignment.Until == null || assignment.Until >= today),
                cancellationToken
            )
            || await db.Rotations.AnyAsync(
                rotation => rotation.ArchivedAt == null && rotation.Days.Any(day => day.ShiftId == shiftId),
                cancellationToken
            )
        )
        {
            return new ShiftOutcome.InUse();
        }
        shift.ArchivedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
        return new ShiftOutcome.Saved(shiftId);
    }

    /// <summary>Like <see cref="ArchiveAsync"/>.</summary>
    public async Task<ShiftOutcome> ArchiveRotationAsync(Guid rotationId, CancellationToken cancellationToken)
    {
        if (
            await db
                .Rotations.AsTracking()
                .SingleOrDefaultAsync(
                    rotation => rotation.Id == rotationId && rotation.ArchivedAt == null,
                    cancellationToken
                )
            is not { } rotation
        )
        {
            return new ShiftOutcome.NotFound();
        }
        var today = WallClock.Of(current.Organization.Zone).DayOf(clock.GetUtcNow());
        if (
            await db.ShiftAssignments.AnyAsync(
                assignment =>
                    assignment.RotationId == rotationId && (assignment.Until == null || assignment.Until >= today),
                cancellationToken
            )
        )
        {
            return new ShiftOutcome.InUse();
        }
        rotation.ArchivedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
        return new ShiftOutcome.Saved(rotationId);
    }
}

public abstract record ShiftOutcome
{
    private ShiftOutcome() { }

    public sealed record Saved(Guid Id) : ShiftOutcome;

    public sealed record Refused(IReadOnlyList<ShiftError> Errors) : ShiftOutcome;

    /// <summary>It is assigned now or in the future.</summary>
    public sealed record InUse : ShiftOutcome;

    public sealed record NotEntitled(EntitlementDenial Obstacle) : ShiftOutcome;

    public sealed record NotFound : ShiftOutcome;
}

public abstract record RotationOutcome
{
    private RotationOutcome() { }

    public sealed record Saved(Guid Id) : RotationOutcome;

    public sealed record Refused(RotationError Error) : RotationOutcome;
}

public enum RotationError
{
    NameMissing,
    NameTooLong,

    /// <summary>Not between <see cref="Rotation.FewestDays"/> and <see cref="Rotation.MaxDays"/>.</summary>
    LengthOutOfRange,

    NoWork,
    UnknownShift,
}
