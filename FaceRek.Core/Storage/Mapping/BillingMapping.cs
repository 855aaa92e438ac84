using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class BillingMapping
    : IEntityTypeConfiguration<BillingAccount>,
        IEntityTypeConfiguration<Subscription>,
        IEntityTypeConfiguration<OpenCheckout>,
        IEntityTypeConfiguration<PlanChange>,
        IEntityTypeConfiguration<Invoice>,
        IEntityTypeConfiguration<Payment>,
        IEntityTypeConfiguration<SeatDay>,
        IEntityTypeConfiguration<BillingEmail>,
        IEntityTypeConfiguration<StripeEvent>
{
    private const int StripeIdLength = Subscription.MaxStripeIdLength;

    public void Configure(EntityTypeBuilder<BillingAccount> account)
    {
        account.HasKey(a => a.OrganizationId);
        account.Property(a => a.CustomerId).HasMaxLength(StripeIdLength);
        account.Property(a => a.Alert).HasMaxLength(200);
        account.HasIndex(a => a.CustomerId).IsUnique();
        OwnedBy(account, a => a.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<Subscription> subscription)
    {
        subscription.Property(s => s.StripeId).HasMaxLength(StripeIdLength);
        subscription.Property(s => s.ItemId).HasMaxLength(StripeIdLength);
        subscription.Property(s => s.Status).HasMaxLength(64);
        subscription.Property(s => s.KnownStatus).HasMaxLength(32);
        subscription.Property(s => s.LookupKey).HasMaxLength(200);
        subscription.Property(s => s.EndReason).HasMaxLength(64);
        subscription.HasIndex(s => s.StripeId).IsUnique();
        subscription.HasIndex(s => s.OrganizationId);
        OwnedBy(subscription, s => s.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<OpenCheckout> checkout)
    {
        checkout.Property(c => c.LookupKey).HasMaxLength(200);
        checkout.Property(c => c.SessionId).HasMaxLength(StripeIdLength);
        checkout.HasIndex(c => c.OrganizationId).IsUnique();
        OwnedBy(checkout, c => c.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<PlanChange> change)
    {
        change.Property(c => c.SubscriptionId).HasMaxLength(StripeIdLength);
        change.Property(c => c.LookupKey).HasMaxLength(200);
        change.Property(c => c.Currency).HasMaxLength(3);
        change.HasIndex(c => c.OrganizationId).IsUnique();
        OwnedBy(change, c => c.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<Invoice> invoice)
    {
        invoice.Property(i => i.StripeId).HasMaxLength(StripeIdLength);
        invoice.Property(i => i.SubscriptionId).HasMaxLength(StripeIdLength);
        invoice.Property(i => i.Number).HasMaxLength(64);
        invoice.Property(i => i.Status).HasMaxLength(32);
        invoice.Property(i => i.Currency).HasMaxLength(3);
        invoice.HasIndex(i => i.StripeId).IsUnique();
        invoice.HasIndex(i => new { i.OrganizationId, i.CreatedAt });
        OwnedBy(invoice, i => i.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<Payment> payment)
    {
        payment.Property(p => p.StripeId).HasMaxLength(StripeIdLength);
        payment.Property(p => p.InvoiceId).HasMaxLength(StripeIdLength);
        payment.Property(p => p.RefundOf).HasMaxLength(StripeIdLength);
        payment.Property(p => p.Status).HasMaxLength(32);
        payment.Property(p => p.Currency).HasMaxLength(3);
        payment.Property(p => p.FailureCode).HasMaxLength(64);
        payment.Property(p => p.Means).HasMaxLength(64);
        payment.HasIndex(p => p.StripeId).IsUnique();
        payment.HasIndex(p => new { p.OrganizationId, p.At });
        OwnedBy(payment, p => p.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<SeatDay> day)
    {
        day.HasKey(d => new { d.OrganizationId, d.On });
        day.Property(d => d.PlanCode).HasMaxLength(32);
        OwnedBy(day, d => d.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<BillingEmail> email)
    {
        email.ToTable("BillingLetters");
        email.Property(l => l.Key).HasMaxLength(BillingEmail.MaxKeyLength);
        email.Property(l => l.Kind).HasConversion<string>().HasMaxLength(16);
        email.Property(l => l.Currency).HasMaxLength(3);
        email.HasIndex(l => new { l.OrganizationId, l.Key }).IsUnique();
        email.HasIndex(l => l.SentAt);
        OwnedBy(email, l => l.OrganizationId);
    }

    public void Configure(EntityTypeBuilder<StripeEvent> message)
    {
        message.Property(e => e.Id).HasMaxLength(StripeIdLength);
        message.Property(e => e.Type).HasMaxLength(128);
        message.Property(e => e.ApiVersion).HasMaxLength(64);
        message.Property(e => e.CustomerId).HasMaxLength(StripeIdLength);
        message.Property(e => e.ObjectId).HasMaxLength(StripeIdLength);
        message.Property(e => e.State).HasConversion<string>().HasMaxLength(16);
        message.Property(e => e.Fault).HasMaxLength(200);
        message.HasIndex(e => e.NextAttemptAt);
        message.HasIndex(e => new { e.CustomerId, e.State });
        message.HasIndex(e => e.DoneAt);
    }

    private static void OwnedBy<T>(EntityTypeBuilder<T> row, System.Linq.Expressions.Expression<Func<T, object?>> key)
        where T : class => row.HasOne<Organization>().WithMany().HasForeignKey(key).OnDelete(DeleteBehavior.Cascade);
}
