using System.Diagnostics;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Corrections;

/// <summary>
/// Records punches of trusted terminals. Our clock counts and the device's time is stored beside it as evidence; only
/// where the device was offline does its clock count. An event sent again is recorded once.
/// </summary>
public sealed class DevicePunchDesk(FaceRekDb db, PunchWriter punches, CorrectionDesk corrections, TimeProvider clock)
{
    /// <summary>How long a device may be offline.</summary>
    public static readonly TimeSpan MaxOfflineTime = TimeSpan.FromHours(72);

    /// <summary>How far a device's clock may be ahead of ours.</summary>
    public static readonly TimeSpan MaxClockLead = TimeSpan.FromMinutes(2);

    public async Task<DevicePunchOutcome> RecordAsync(
        DeviceEvent told,
        Guid actorId,
        CancellationToken cancellationToken
    )
    {
        var (now, happened) = (clock.GetUtcNow(), told with { At = ToMicrosecond(told.At) });
        if (await FindAsync(happened, cancellationToken) is { } before)
        {
            return Compared(before, happened);
        }
        if (happened.WasOffline && (happened.At > now + MaxClockLead || happened.At < now - MaxOfflineTime))
        {
            return new DevicePunchOutcome.TimeUnbelievable();
        }
        var person = await db.People.SingleOrDefaultAsync(
            p => p.Id == happened.PersonId && p.Status != PersonStatus.Erased,
            cancellationToken
        );
        if (person is null)
        {
            return new DevicePunchOutcome.NotFound();
        }
        if (!person.IsActive)
        {
            return new DevicePunchOutcome.NotActive();
        }
        return await WriteAsync(PunchOf(happened, actorId, now), happened, cancellationToken);
    }

    private static NewPunch PunchOf(DeviceEvent happened, Guid actorId, DateTimeOffset now)
    {
        var deviceAt = happened.At.ToUniversalTime();
        // A clock that is slightly fast must not record a punch in the future.
        var at = !happened.WasOffline || happened.At > now ? now : deviceAt;
        return new NewPunch(happened.PersonId, at, PunchWay.Device, happened.Direction, actorId, now)
        {
            Device = new DeviceEventReference(happened.Device, happened.EventId, deviceAt),
        };
    }

    private async Task<DevicePunchOutcome> WriteAsync(
        NewPunch entry,
        DeviceEvent happened,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var writing = await punches.BeginAsync(entry.PersonId, cancellationToken);
            // Under the person's lock: the same event may be sent twice at once.
            if (await FindAsync(happened, cancellationToken) is { } known)
            {
                return Compared(known, happened);
            }
            if (happened.WasOffline && await HeldAsync(entry, happened, cancellationToken) is { } held)
            {
                await writing.CommitAsync(cancellationToken);
                return held;
            }
            var outcome = await writing.AddAsync(entry, cancellationToken);
            await writing.CommitAsync(cancellationToken);
            return outcome switch
            {
                PunchOutcome.Recorded recorded => new DevicePunchOutcome.Recorded(recorded.Punch),
                PunchOutcome.Repeated repeated => new DevicePunchOutcome.Repeated(repeated.First),
                _ => throw new UnreachableException(),
            };
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            // Another person's punch used the event's id at the same moment.
            db.ChangeTracker.Clear();
            return await FindAsync(happened, cancellationToken) is { } before
                ? Compared(before, happened)
                : throw new InvalidOperationException("The event is neither new nor known.", exception);
        }
    }

    /// <summary>
    /// What happened in a period that was locked meanwhile waits as a request, once however often the event is sent.
    /// </summary>
    private async Task<DevicePunchOutcome.Waits?> HeldAsync(
        NewPunch entry,
        DeviceEvent happened,
        CancellationToken cancellationToken
    )
    {
        var input = new CorrectionInput(
            entry.PersonId,
            CorrectionKind.Add,
            null,
            entry.At,
            entry.Choice,
            $"{happened.Device} was offline (event {happened.EventId})."
        );
        if (await corrections.FindLockAsync(input, entry.RecordedById, cancellationToken) is not { } locked)
        {
            return null;
        }
        if (
            !await db.CorrectionRequests.AnyAsync(
                request => request.PersonId == entry.PersonId && request.IsLate && request.Reason == input.Reason,
                cancellationToken
            )
        )
        {
            corrections.HoldLate(input, entry.RecordedById);
        }
        return new DevicePunchOutcome.Waits(locked.From, locked.Until);
    }

    private Task<Punch?> FindAsync(DeviceEvent happened, CancellationToken cancellationToken) =>
        db.Punches.SingleOrDefaultAsync(
            punch => punch.Device == happened.Device && punch.DeviceEventId == happened.EventId,
            cancellationToken
        );

    private static DevicePunchOutcome Compared(Punch before, DeviceEvent happened) =>
        before.PersonId == happened.PersonId
        && before.DeviceAt is { } at
        && ToMicrosecond(at) == happened.At
        && (happened.Direction is null || happened.Direction == before.Direction)
            ? new DevicePunchOutcome.Known(before)
            : new DevicePunchOutcome.OtherEvent();

    /// <summary>Rounded to the precision of every database, otherwise an event sent again would look different.</summary>
    private static DateTimeOffset ToMicrosecond(DateTimeOffset at) =>
        at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
}

public abstract record DevicePunchOutcome
{
    private DevicePunchOutcome() { }

    public sealed record Recorded(Punch Punch) : DevicePunchOutcome;

    /// <summary>The same event was received before; this is its punch.</summary>
    public sealed record Known(Punch Punch) : DevicePunchOutcome;

    /// <summary>The device used the event's id for something else before.</summary>
    public sealed record OtherEvent : DevicePunchOutcome;

    /// <summary>There is a punch of the person within <see cref="Punch.RepeatWindow"/>, which stays.</summary>
    public sealed record Repeated(CountingPunch First) : DevicePunchOutcome;

    /// <summary>Its period was locked meanwhile: it waits as a request until the period is reopened.</summary>
    public sealed record Waits(DateOnly From, DateOnly Until) : DevicePunchOutcome;

    public sealed record NotFound : DevicePunchOutcome;

    public sealed record NotActive : DevicePunchOutcome;

    /// <summary>In the future, or longer ago than a device may be offline: a manager has to check it.</summary>
    public sealed record TimeUnbelievable : DevicePunchOutcome;
}

/// <summary>An event reported by a trusted terminal.</summary>
/// <param name="Device">Its own name, at most <see cref="Punch.MaxDeviceLength"/> characters.</param>
/// <param name="EventId">Of the device: the same event sent again is the same punch.</param>
/// <param name="At">By the device's clock.</param>
/// <param name="WasOffline">The device could not report at that time, so its time is the only one there is.</param>
public sealed record DeviceEvent(
    Guid PersonId,
    string Device,
    string EventId,
    DateTimeOffset At,
    bool WasOffline,
    Direction? Direction
);
