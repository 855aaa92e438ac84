using System.Security.Cryptography;
using System.Text;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.People.Consent;

/// <summary>Gives and withdraws consent. A withdrawal deletes the templates and their key in the same transaction.</summary>
public sealed partial class ConsentDesk(
    FaceRekDb db,
    ConsentTexts texts,
    TimeProvider clock,
    ILogger<ConsentDesk> logger
)
{
    /// <summary>The person consents from their own sign-in.</summary>
    /// <param name="readVersion">The version that was on their screen.</param>
    public async Task<ConsentOutcome> AcceptAsync(Guid userId, int readVersion, CancellationToken cancellationToken)
    {
        var personId = await db.People.OfUser(userId).Select(p => p.Id).SingleOrDefaultAsync(cancellationToken);
        return await GiveAsync(personId, readVersion, ConsentWay.Accepted, userId, null, cancellationToken);
    }

    /// <summary>An admin records a consent that was given in another way, and states how.</summary>
    public async Task<ConsentOutcome> RecordAsync(
        Guid personId,
        int readVersion,
        string? statement,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrWhiteSpace(statement))
        {
            return new ConsentOutcome.StatementMissing();
        }
        return await GiveAsync(
            personId,
            readVersion,
            ConsentWay.Recorded,
            byUserId,
            statement.Trim(),
            cancellationToken
        );
    }

    public async Task<ConsentOutcome> WithdrawAsync(Guid personId, Guid byUserId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginLockedAsync(personId, cancellationToken);
        if (
            await db.People.Known().AsTracking().SingleOrDefaultAsync(p => p.Id == personId, cancellationToken)
            is not { } person
        )
        {
            return new ConsentOutcome.NotFound();
        }
        var now = clock.GetUtcNow();
        foreach (var consent in await db.FaceConsents.Live(person.Id).AsTracking().ToListAsync(cancellationToken))
        {
            consent.Withdraw(now, byUserId);
        }
        var destroyed = await db.DestroyFacesAsync(person, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogWithdrawn(person.Id, byUserId, destroyed);
        return new ConsentOutcome.Withdrawn(destroyed);
    }

    private async Task<ConsentOutcome> GiveAsync(
        Guid personId,
        int readVersion,
        ConsentWay way,
        Guid byUserId,
        string? statement,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.BeginLockedAsync(personId, cancellationToken);
        if (
            await db.People.Known().AsTracking().SingleOrDefaultAsync(p => p.Id == personId, cancellationToken)
            is not { } person
        )
        {
            return new ConsentOutcome.NotFound();
        }
        var text = await texts.CurrentAsync(cancellationToken);
        if (text.Version != readVersion)
        {
            return new ConsentOutcome.TextChanged();
        }
        if (
            await db
                .FaceConsents.Live(person.Id)
                .AsTracking()
                .FirstOrDefaultAsync(c => c.TextVersion == text.Version, cancellationToken) is
            { } already
        )
        {
            return new ConsentOutcome.Given(already);
        }

        var consent = new FaceConsent
        {
            OrganizationId = person.OrganizationId,
            PersonId = person.Id,
            TextVersion = text.Version,
            TextHash = SHA256.HashData(Encoding.UTF8.GetBytes(text.Body)),
            Locale = text.Locale,
            Way = way,
            GivenById = byUserId,
            Statement = statement,
            GivenAt = clock.GetUtcNow(),
        };
        db.FaceConsents.Add(consent);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogGiven(person.Id, byUserId, text.Version);
        return new ConsentOutcome.Given(consent);
    }

    [LoggerMessage(
        EventId = 1301,
        Level = LogLevel.Information,
        Message = "Person {PersonId} consented to text version {Version}, recorded by user {UserId}"
    )]
    private partial void LogGiven(Guid personId, Guid userId, int version);

    [LoggerMessage(
        EventId = 1302,
        Level = LogLevel.Information,
        Message = "Consent of person {PersonId} was withdrawn by user {UserId}; {Templates} templates were destroyed"
    )]
    private partial void LogWithdrawn(Guid personId, Guid userId, int templates);
}

public abstract record ConsentOutcome
{
    private ConsentOutcome() { }

    public sealed record Given(FaceConsent Consent) : ConsentOutcome;

    /// <param name="TemplatesDestroyed">How many face templates were deleted with it.</param>
    public sealed record Withdrawn(int TemplatesDestroyed) : ConsentOutcome;

    /// <summary>There is no person with this id, or the person is erased.</summary>
    public sealed record NotFound : ConsentOutcome;

    /// <summary>Another version was published after the text was read: the person must read that one first.</summary>
    public sealed record TextChanged : ConsentOutcome;

    /// <summary>An admin's record must say how the consent was given.</summary>
    public sealed record StatementMissing : ConsentOutcome;
}
