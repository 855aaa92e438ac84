using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.People;

/// <summary>Lets a person choose, change and drop the PIN of their own sign-in.</summary>
public sealed partial class PinDesk(FaceRekDb db, ILogger<PinDesk> logger)
{
    public async Task<PinOutcome> ChooseAsync(Guid userId, string pin, CancellationToken cancellation)
    {
        if (await db.People.OfUser(userId).SingleOrDefaultAsync(cancellation) is not { } person) { return PinOutcome.NoPerson; }
        if (!Pin.IsAcceptable(pin)) { return PinOutcome.TooSimple; }
        person.PinHash = Pin.Hash(pin);
        _ = await db.SaveChangesAsync(cancellation);
        LogChosen(person.Id);
        return PinOutcome.Done;
    }

    public async Task<PinOutcome> DropAsync(Guid userId, CancellationToken cancellation)
    {
        if (await db.People.OfUser(userId).SingleOrDefaultAsync(cancellation) is not { } person) { return PinOutcome.NoPerson; }
        person.PinHash = null;
        _ = await db.SaveChangesAsync(cancellation);
        LogDropped(person.Id);
        return PinOutcome.Done;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Person {PersonId} chose a PIN")]
    private partial void LogChosen(Guid personId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Person {PersonId} dropped their PIN")]
    private partial void LogDropped(Guid personId);
}
