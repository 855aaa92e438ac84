using System.Globalization;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Mail;
using FaceRek.Core.Mail.Texts;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>The emails about money, to those who are owners when they are sent.</summary>
public sealed class BillingEmailWriter(FaceRekDb db, CurrentOrganization current, SiteLinks links) : IEmailWriter
{
    public bool Writes(EmailKind kind) =>
        kind
            is EmailKind.TrialEnding
                or EmailKind.PaymentFailed
                or EmailKind.PaymentAction
                or EmailKind.SubscriptionEnded;

    public async Task<EmailDraft> WriteAsync(OutboxEmail email, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var owner = await db
            .Memberships.ConfirmedOwners()
            .Where(member => member.UserId == email.UserId)
            .Select(member => new { member.User!.Email, member.User.Name })
            .SingleOrDefaultAsync(cancellationToken);
        var told = await db.BillingEmails.SingleOrDefaultAsync(row => row.Id == email.SubjectId, cancellationToken);
        return owner is null || told is null
            ? new EmailDraft.Unwanted()
            : new EmailDraft.Ready(Written(told, owner.Email!, owner.Name));
    }

    public Task NoteSentAsync(OutboxEmail email, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    private EmailMessage Written(BillingEmail told, string email, string name)
    {
        var (organization, link) = (current.Organization, links.To($"/{current.Organization.Slug}/billing"));
        var day = told.About is { } about ? organization.DayOf(about) : (DateOnly?)null;
        var free = PlanCatalogue.Free.MaxPeople ?? 0;
        return told.Kind switch
        {
            BillingEmailKind.TrialEnding => TrialEndingEmail.To(
                email,
                name,
                organization.Name,
                day ?? throw Incomplete(told),
                free,
                link
            ),
            BillingEmailKind.PaymentFailed => PaymentFailedEmail.To(
                email,
                name,
                organization.Name,
                AmountOf(told),
                told.About > told.CreatedAt ? day : null,
                link
            ),
            BillingEmailKind.ActionRequired => PaymentActionEmail.To(
                email,
                name,
                organization.Name,
                AmountOf(told),
                link
            ),
            BillingEmailKind.Cancelled => SubscriptionEndedEmail.To(
                email,
                name,
                organization.Name,
                day ?? throw Incomplete(told),
                free,
                link
            ),
            _ => throw Incomplete(told),
        };
    }

    private static string AmountOf(BillingEmail told)
    {
        var money = new Money(told.Amount ?? throw Incomplete(told), told.Currency ?? throw Incomplete(told));
        return string.Create(CultureInfo.InvariantCulture, $"{money.Amount:N2} {money.Currency.ToUpperInvariant()}");
    }

    private static InvalidOperationException Incomplete(BillingEmail told) =>
        new($"The email {told.Id} of the kind {told.Kind} has no subject data.");
}
