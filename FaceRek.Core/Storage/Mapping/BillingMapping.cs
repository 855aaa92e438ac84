using FaceRek.Core.Billing;
using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class BillingMapping :
    IEntityTypeConfiguration<BillingAccount>, IEntityTypeConfiguration<Subscription>, IEntityTypeConfiguration<OpenCheckout>, IEntityTypeConfiguration<PlanChange>,
    IEntityTypeConfiguration<Invoice>, IEntityTypeConfiguration<Payment>, IEntityTypeConfiguration<SeatDay>, IEntityTypeConfiguration<BillingLetter>, IEntityTypeConfiguration<StripeEvent>
{
    private const int StripeIdLength = Subscription.MaxStripeIdLength;

    public void Configure(EntityTypeBuilder<BillingAccount> account)
    {
        _ = account.HasKey(a => a.OrganizationId);
        _ = account.Property(a => a.CustomerId).HasMaxLength(StripeIdLength);
        _ = account.Property(a => a.Alert).HasMaxLength(200);
        _ = account.HasIndex(a => a.CustomerId).IsUnique();
        OwnedBy(account, a => a.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<Subscription> subscription)
    {
        _ = subscription.Property(s => s.StripeId).HasMaxLength(StripeIdLength);
        _ = subscription.Property(s => s.ItemId).HasMaxLength(StripeIdLength);
        _ = subscription.Property(s => s.Status).HasMaxLength(64);
        _ = subscription.Property(s => s.KnownStatus).HasMaxLength(32);
        _ = subscription.Property(s => s.LookupKey).HasMaxLength(200);
        _ = subscription.Property(s => s.EndReason).HasMaxLength(64);
        _ = subscription.HasIndex(s => s.StripeId).IsUnique();
        _ = subscription.HasIndex(s => s.OrganizationId);
        OwnedBy(subscription, s => s.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<OpenCheckout> checkout)
    {
        _ = checkout.Property(c => c.LookupKey).HasMaxLength(200);
        _ = checkout.Property(c => c.SessionId).HasMaxLength(StripeIdLength);
        _ = checkout.HasIndex(c => c.OrganizationId).IsUnique();
        OwnedBy(checkout, c => c.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<PlanChange> change)
    {
        _ = change.Property(c => c.SubscriptionId).HasMaxLength(StripeIdLength);
        _ = change.Property(c => c.LookupKey).HasMaxLength(200);
        _ = change.Property(c => c.Currency).HasMaxLength(3);
        _ = change.HasIndex(c => c.OrganizationId).IsUnique();
        OwnedBy(change, c => c.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<Invoice> invoice)
    {
        _ = invoice.Property(i => i.StripeId).HasMaxLength(StripeIdLength);
        _ = invoice.Property(i => i.SubscriptionId).HasMaxLength(StripeIdLength);
        _ = invoice.Property(i => i.Number).HasMaxLength(64);
        _ = invoice.Property(i => i.Status).HasMaxLength(32);
        _ = invoice.Property(i => i.Currency).HasMaxLength(3);
        _ = invoice.HasIndex(i => i.StripeId).IsUnique();
        _ = invoice.HasIndex(i => new { i.OrganizationId, i.CreatedAt });
        OwnedBy(invoice, i => i.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<Payment> payment)
    {
        _ = payment.Property(p => p.StripeId).HasMaxLength(StripeIdLength);
        _ = payment.Property(p => p.InvoiceId).HasMaxLength(StripeIdLength);
        _ = payment.Property(p => p.RefundOf).HasMaxLength(StripeIdLength);
        _ = payment.Property(p => p.Status).HasMaxLength(32);
        _ = payment.Property(p => p.Currency).HasMaxLength(3);
        _ = payment.Property(p => p.FailureCode).HasMaxLength(64);
        _ = payment.Property(p => p.Means).HasMaxLength(64);
        _ = payment.HasIndex(p => p.StripeId).IsUnique();
        _ = payment.HasIndex(p => new { p.OrganizationId, p.At });
        OwnedBy(payment, p => p.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<SeatDay> day)
    {
        _ = day.HasKey(d => new { d.OrganizationId, d.On });
        _ = day.Property(d => d.PlanCode).HasMaxLength(32);
        OwnedBy(day, d => d.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<BillingLetter> letter)
    {
        _ = letter.Property(l => l.Key).HasMaxLength(BillingLetter.MaxKeyLength);
        _ = letter.Property(l => l.Kind).HasConversion<string>().HasMaxLength(16);
        _ = letter.Property(l => l.Currency).HasMaxLength(3);
        _ = letter.HasIndex(l => new { l.OrganizationId, l.Key }).IsUnique();
        _ = letter.HasIndex(l => l.SentAt);
        OwnedBy(letter, l => l.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<StripeEvent> message)
    {
        _ = message.Property(e => e.Id).HasMaxLength(StripeIdLength);
        _ = message.Property(e => e.Type).HasMaxLength(128);
        _ = message.Property(e => e.ApiVersion).HasMaxLength(64);
        _ = message.Property(e => e.CustomerId).HasMaxLength(StripeIdLength);
        _ = message.Property(e => e.ObjectId).HasMaxLength(StripeIdLength);
        _ = message.Property(e => e.State).HasConversion<string>().HasMaxLength(16);
        _ = message.Property(e => e.Fault).HasMaxLength(200);
        _ = message.HasIndex(e => e.NextAttemptAt);
        _ = message.HasIndex(e => new { e.CustomerId, e.State });
        _ = message.HasIndex(e => e.DoneAt);
    }

    private static void OwnedBy<T>(EntityTypeBuilder<T> row, System.Linq.Expressions.Expression<Func<T, object?>> key) where T : class =>
        _ = row.HasOne<Organization>().WithMany().HasForeignKey(key).OnDelete(DeleteBehavior.Cascade);
}
