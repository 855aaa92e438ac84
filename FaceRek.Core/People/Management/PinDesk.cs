using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.People.Management;

/// <summary>Lets a person choose, change and drop the PIN of their own sign-in.</summary>
public sealed partial class PinDesk(FaceRekDb db, ILogger<PinDesk> logger)
{
    public async Task<PinOutcome> ChooseAsync(Guid userId, string pin, CancellationToken cancellationToken)
    {
        if (await PersonOfAsync(userId, cancellationToken) is not { } personId)
        {
            return PinOutcome.NoPerson;
        }
        if (!Pin.IsAcceptable(pin))
        {
            return PinOutcome.TooSimple;
        }
        if (!await SetAsync(personId, userId, Pin.Hash(pin), cancellationToken))
        {
            return PinOutcome.NoPerson;
        }
        LogChosen(personId);
        return PinOutcome.Done;
    }

    public async Task<PinOutcome> DropAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (
            await PersonOfAsync(userId, cancellationToken) is not { } personId
            || !await SetAsync(personId, userId, null, cancellationToken)
        )
        {
            return PinOutcome.NoPerson;
        }
        LogDropped(personId);
        return PinOutcome.Done;
    }

    private Task<Guid?> PersonOfAsync(Guid userId, CancellationToken cancellationToken) =>
        db.People.OfUser(userId).Select(person => (Guid?)person.Id).SingleOrDefaultAsync(cancellationToken);

    /// <summary>
    /// By statement: an admin may be changing the person at this moment, and only a person who is still linked to the
    /// user gets the PIN.
    /// </summary>
    private async Task<bool> SetAsync(Guid personId, Guid userId, string? hash, CancellationToken cancellationToken) =>
        await db
            .People.OfUser(userId)
            .Where(person => person.Id == personId)
            .ExecuteUpdateAsync(person => person.SetProperty(p => p.PinHash, hash), cancellationToken) == 1;

    [LoggerMessage(EventId = 1313, Level = LogLevel.Information, Message = "Person {PersonId} chose a PIN")]
    private partial void LogChosen(Guid personId);

    [LoggerMessage(EventId = 1314, Level = LogLevel.Information, Message = "Person {PersonId} removed their PIN")]
    private partial void LogDropped(Guid personId);
}

public enum PinOutcome
{
    Done,

    /// <summary>Not 6 to 10 digits, or all the same, or a simple sequence.</summary>
    TooSimple,

    /// <summary>The signed-in user is not linked to a person here.</summary>
    NoPerson,
}
