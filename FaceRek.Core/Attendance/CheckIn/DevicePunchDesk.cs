using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>
/// Takes punches of trusted terminals. Our clock is the record and the device's the evidence, kept beside it; only where the device was
/// without a line its clock is all there is. What it sends again is written once.
/// </summary>
public sealed class DevicePunchDesk(FaceRekDb db, PunchWriter book, TimeProvider clock)
{
    /// <summary>So long a device may be without a line.</summary>
    public static readonly TimeSpan MaxOfflineTime = TimeSpan.FromHours(72);

    /// <summary>So far a device's clock may be ahead of ours.</summary>
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
        var person = await db
            .People.AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == happened.PersonId && p.Status != PersonStatus.Erased, cancellationToken);
        if (person is null)
        {
            return new DevicePunchOutcome.NotFound();
        }
        if (!person.IsActive)
        {
            return new DevicePunchOutcome.NotActive();
        }
        // A clock that is a little ahead made no punch in the future.
        var at = !happened.WasOffline || happened.At > now ? now : happened.At.ToUniversalTime();
        var entry = new NewPunch(person.Id, at, PunchWay.Device, happened.Direction, actorId, now)
        {
            Device = new DeviceEventReference(happened.Device, happened.EventId, happened.At.ToUniversalTime()),
        };
        return await WriteAsync(entry, happened, cancellationToken);
    }

    private async Task<DevicePunchOutcome> WriteAsync(
        NewPunch entry,
        DeviceEvent happened,
        CancellationToken cancellationToken
    )
    {
        try
        {
            Punch? known = null;
            // In the person's turn: the same event may be on its way twice.
            var outcome = await book.WriteAsync(
                entry,
                async () =>
                {
                    known = await FindAsync(happened, cancellationToken);
                    return known is null ? null : new CheckInOutcome.NotActive();
                },
                cancellationToken
            );
            if (known is not null)
            {
                return Compared(known, happened);
            }
            return outcome switch
            {
                CheckInOutcome.Recorded recorded => new DevicePunchOutcome.Recorded(recorded.Punch),
                CheckInOutcome.Repeated repeated => new DevicePunchOutcome.Repeated(repeated.First),
                var other => throw new InvalidOperationException($"The book answered {other.GetType().Name}."),
            };
        }
        catch (DbUpdateException fault) when (fault.IsUniqueViolation())
        {
            // Another person's punch took the event's id in the same moment.
            db.ChangeTracker.Clear();
            return await FindAsync(happened, cancellationToken) is { } before
                ? Compared(before, happened)
                : throw new InvalidOperationException("The event is neither new nor known.", fault);
        }
    }

    private Task<Punch?> FindAsync(DeviceEvent happened, CancellationToken cancellationToken) =>
        db
            .Punches.AsNoTracking()
            .SingleOrDefaultAsync(
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

    /// <summary>As finely as every database keeps it, or an event sent again would look like another one.</summary>
    private static DateTimeOffset ToMicrosecond(DateTimeOffset at) =>
        at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
}

public abstract record DevicePunchOutcome
{
    private DevicePunchOutcome() { }

    public sealed record Recorded(Punch Punch) : DevicePunchOutcome;

    /// <summary>The same event came before; this is its punch.</summary>
    public sealed record Known(Punch Punch) : DevicePunchOutcome;

    /// <summary>The device used the event's id for something else before.</summary>
    public sealed record OtherEvent : DevicePunchOutcome;

    /// <summary>There is a punch of the person within <see cref="Punch.RepeatWindow"/>; it stands.</summary>
    public sealed record Repeated(CountingPunch First) : DevicePunchOutcome;

    public sealed record NotFound : DevicePunchOutcome;

    public sealed record NotActive : DevicePunchOutcome;

    /// <summary>In the future, or longer ago than a device may be without a line: somebody has to look at it.</summary>
    public sealed record TimeUnbelievable : DevicePunchOutcome;
}

/// <summary>What a trusted terminal says happened before it.</summary>
/// <param name="Device">Its own name, at most <see cref="Punch.MaxDeviceLength"/> characters.</param>
/// <param name="EventId">Of the device: the same event sent again is the same punch.</param>
/// <param name="At">By the device's clock.</param>
/// <param name="WasOffline">The device could not tell us then; its time is the only one there is.</param>
public sealed record DeviceEvent(
    Guid PersonId,
    string Device,
    string EventId,
    DateTimeOffset At,
    bool WasOffline,
    Direction? Direction
);

/// <summary>By which event of which terminal a punch came, and what its clock said.</summary>
public sealed record DeviceEventReference(string Device, string EventId, DateTimeOffset At);
