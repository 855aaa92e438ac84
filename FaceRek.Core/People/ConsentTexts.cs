using FaceRek.Core.Billing;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.People;

/// <summary>The versions of what people agree to. The first one is ours and is published the first time anybody needs it.</summary>
public sealed partial class ConsentTexts(
    FaceRekDb db,
    CurrentOrganization current,
    Entitlement entitlement,
    TimeProvider clock,
    ILogger<ConsentTexts> logger
)
{
    public async Task<ConsentText> CurrentAsync(CancellationToken cancellationToken) =>
        await LatestAsync(cancellationToken)
        ?? await WriteAsync(
            DefaultConsentText.Body(current.Organization.Name, current.Organization.KeepsCrops),
            DefaultConsentText.Locale,
            current.Organization.KeepsCrops,
            null,
            cancellationToken
        );

    /// <summary>Consents to older versions stay valid for what they said; whoever consents from now on reads this one.</summary>
    /// <param name="saysCropsAreKept">Whether the text says that an encrypted crop of each enrolled face is kept.</param>
    /// <param name="body">At most <see cref="ConsentText.MaxBodyLength"/> characters.</param>
    /// <returns>Null where the organization can only be read; nothing was published.</returns>
    public async Task<ConsentText?> PublishAsync(
        string body,
        string locale,
        bool saysCropsAreKept,
        Guid byUserId,
        CancellationToken cancellationToken
    ) =>
        await entitlement.ToChangeSettingsAsync(cancellationToken) is null
            ? await WriteAsync(body, locale, saysCropsAreKept, byUserId, cancellationToken)
            : null;

    private async Task<ConsentText> WriteAsync(
        string body,
        string locale,
        bool saysCropsAreKept,
        Guid? byUserId,
        CancellationToken cancellationToken
    )
    {
        var latest = await LatestAsync(cancellationToken);
        if (latest?.Body == body && latest.Locale == locale && latest.SaysCropsAreKept == saysCropsAreKept)
        {
            return latest;
        }
        var text = new ConsentText
        {
            OrganizationId = current.Organization.Id,
            Version = (latest?.Version ?? 0) + 1,
            Body = body,
            Locale = locale,
            SaysCropsAreKept = saysCropsAreKept,
            PublishedAt = clock.GetUtcNow(),
            PublishedById = byUserId,
        };
        db.ConsentTexts.Add(text);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException fault) when (fault.IsUniqueViolation())
        {
            // Somebody published in the same moment. Our own first text is there now; a text of an admin becomes the version after theirs.
            db.Entry(text).State = EntityState.Detached;
            return byUserId is null
                ? await CurrentAsync(cancellationToken)
                : await WriteAsync(body, locale, saysCropsAreKept, byUserId, cancellationToken);
        }
        LogPublished(text.Version);
        return text;
    }

    private Task<ConsentText?> LatestAsync(CancellationToken cancellationToken) =>
        db.ConsentTexts.AsNoTracking().OrderByDescending(t => t.Version).FirstOrDefaultAsync(cancellationToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "Consent text version {Version} was published")]
    private partial void LogPublished(int version);
}
