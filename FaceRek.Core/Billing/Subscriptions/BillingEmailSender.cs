using System.Globalization;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Mail;
using FaceRek.Core.Mail.Texts;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>
/// Sends the current organization's billing emails to its owners. Each is claimed before it is sent, so two processes
/// do not both send it.
/// </summary>
public sealed class BillingEmailSender(
    FaceRekDb db,
    CurrentOrganization current,
    IMailer mailer,
    SiteLinks links,
    TimeProvider clock,
    ILogger<BillingEmailSender> logger
)
{
    /// <summary>At once, and then once an hour for two days.</summary>
    public const int MaxAttempts = 48;

    /// <param name="attempts">Only emails with fewer attempts.</param>
    public async Task RunAsync(int attempts, CancellationToken cancellationToken)
    {
        foreach (
            var letter in await db
                .BillingEmails.AsNoTracking()
                .Where(letter => letter.SentAt == null && letter.Attempts < attempts)
                .OrderBy(letter => letter.CreatedAt)
                .ToListAsync(cancellationToken)
        )
        {
            if (!await ClaimAsync(letter, cancellationToken))
            {
                continue;
            }
            if (!await SendAsync(letter, cancellationToken))
            {
                await GiveBackAsync(letter, cancellationToken);
            }
        }
    }

    private async Task<bool> ClaimAsync(BillingEmail letter, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await db
                .BillingEmails.Where(row => row.Id == letter.Id && row.SentAt == null)
                .ExecuteUpdateAsync(
                    row => row.SetProperty(l => l.SentAt, now).SetProperty(l => l.Attempts, l => l.Attempts + 1),
                    cancellationToken
                ) == 1;
    }

    private Task<int> GiveBackAsync(BillingEmail letter, CancellationToken cancellationToken) =>
        db
            .BillingEmails.Where(row => row.Id == letter.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(l => l.SentAt, (DateTimeOffset?)null), cancellationToken);

    /// <returns>False where no owner received it: then it is tried again.</returns>
    private async Task<bool> SendAsync(BillingEmail letter, CancellationToken cancellationToken)
    {
        var owners = await db
            .Memberships.Where(member => member.Role == Role.Owner && member.User!.EmailConfirmed)
            .Select(member => new { member.User!.Email, member.User.Name })
            .ToListAsync(cancellationToken);
        var sent = 0;
        foreach (var owner in owners)
        {
            if (await mailer.TrySendAsync(Written(letter, owner.Email!, owner.Name), logger, cancellationToken))
            {
                sent++;
            }
        }
        return sent > 0 || owners.Count == 0;
    }

    private EmailMessage Written(BillingEmail letter, string email, string name)
    {
        var (organization, link) = (current.Organization, links.To($"/{current.Organization.Slug}/billing"));
        var day = letter.About is { } about ? organization.DayOf(about) : (DateOnly?)null;
        var free = PlanCatalogue.Free.MaxPeople ?? 0;
        return letter.Kind switch
        {
            BillingEmailKind.TrialEnding => TrialEndingEmail.To(
                email,
                name,
                organization.Name,
                day ?? throw Incomplete(letter),
                free,
                link
            ),
            BillingEmailKind.PaymentFailed => PaymentFailedEmail.To(
                email,
                name,
                organization.Name,
                AmountOf(letter),
                letter.About > letter.CreatedAt ? day : null,
                link
            ),
            BillingEmailKind.ActionRequired => PaymentActionEmail.To(
                email,
                name,
                organization.Name,
                AmountOf(letter),
                link
            ),
            BillingEmailKind.Cancelled => SubscriptionEndedEmail.To(
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

    private static string AmountOf(BillingEmail letter)
    {
        var money = new Money(letter.Amount ?? throw Incomplete(letter), letter.Currency ?? throw Incomplete(letter));
        return string.Create(CultureInfo.InvariantCulture, $"{money.Amount:N2} {money.Currency.ToUpperInvariant()}");
    }

    private static InvalidOperationException Incomplete(BillingEmail letter) =>
        new($"The letter {letter.Id} of the kind {letter.Kind} lacks what it is about.");
}
