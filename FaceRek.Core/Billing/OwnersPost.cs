using System.Globalization;
using FaceRek.Core.Mail;
using FaceRek.Core.Mail.Letters;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Billing;

/// <summary>Sends the current organization's letters about money to its owners. Each is claimed before it is sent, so two processes do not both send it.</summary>
public sealed class OwnersPost(
    FaceRekDb db,
    CurrentOrganization current,
    IMailer mailer,
    SiteLinks links,
    TimeProvider clock,
    ILogger<OwnersPost> logger
)
{
    /// <summary>At once, and then once an hour for two days.</summary>
    public const int MaxAttempts = 48;

    /// <param name="attempts">Only letters that were tried less often.</param>
    public async Task RunAsync(int attempts, CancellationToken cancellation)
    {
        foreach (
            var letter in await db
                .BillingLetters.AsNoTracking()
                .Where(letter => letter.SentAt == null && letter.Attempts < attempts)
                .OrderBy(letter => letter.CreatedAt)
                .ToListAsync(cancellation)
        )
        {
            if (!await ClaimAsync(letter, cancellation))
            {
                continue;
            }
            if (!await SendAsync(letter, cancellation))
            {
                await GiveBackAsync(letter, cancellation);
            }
        }
    }

    private async Task<bool> ClaimAsync(BillingLetter letter, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return await db
                .BillingLetters.Where(row => row.Id == letter.Id && row.SentAt == null)
                .ExecuteUpdateAsync(
                    row => row.SetProperty(l => l.SentAt, now).SetProperty(l => l.Attempts, l => l.Attempts + 1),
                    cancellation
                ) == 1;
    }

    private Task<int> GiveBackAsync(BillingLetter letter, CancellationToken cancellation) =>
        db
            .BillingLetters.Where(row => row.Id == letter.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(l => l.SentAt, (DateTimeOffset?)null), cancellation);

    /// <returns>False where no owner got it: then it is tried again.</returns>
    private async Task<bool> SendAsync(BillingLetter letter, CancellationToken cancellation)
    {
        var owners = await db
            .Memberships.Where(member => member.Role == Role.Owner && member.User!.EmailConfirmed)
            .Select(member => new { member.User!.Email, member.User.Name })
            .ToListAsync(cancellation);
        var sent = 0;
        foreach (var owner in owners)
        {
            if (await mailer.TrySendAsync(Written(letter, owner.Email!, owner.Name), logger, cancellation))
            {
                sent++;
            }
        }
        return sent > 0 || owners.Count == 0;
    }

    private Letter Written(BillingLetter letter, string email, string name)
    {
        var (organization, link) = (current.Organization, links.To($"/{current.Organization.Slug}/billing"));
        var day = letter.About is { } about
            ? DateOnly.FromDateTime(organization.InZone(about).DateTime)
            : (DateOnly?)null;
        var free = Plans.Free.MostPeople ?? 0;
        return letter.Kind switch
        {
            BillingLetterKind.TrialEnding => TrialEndingLetter.To(
                email,
                name,
                organization.Name,
                day ?? throw Incomplete(letter),
                free,
                link
            ),
            BillingLetterKind.PaymentFailed => PaymentFailedLetter.To(
                email,
                name,
                organization.Name,
                AmountOf(letter),
                letter.About > letter.CreatedAt ? day : null,
                link
            ),
            BillingLetterKind.ActionRequired => PaymentActionLetter.To(
                email,
                name,
                organization.Name,
                AmountOf(letter),
                link
            ),
            BillingLetterKind.Cancelled => SubscriptionEndedLetter.To(
                email,
                name,
                organization.Name,
                day ?? throw Incomplete(letter),
                free,
                link
            ),
            _ => throw Incomplete(letter),
        };
    }

    private static string AmountOf(BillingLetter letter)
    {
        var money = new Money(letter.Amount ?? throw Incomplete(letter), letter.Currency ?? throw Incomplete(letter));
        return string.Create(CultureInfo.InvariantCulture, $"{money.Amount:N2} {money.Currency.ToUpperInvariant()}");
    }

    private static InvalidOperationException Incomplete(BillingLetter letter) =>
        new($"The letter {letter.Id} of the kind {letter.Kind} lacks what it is about.");
}
