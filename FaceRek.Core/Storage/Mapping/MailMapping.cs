using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class MailMapping : IEntityTypeConfiguration<OutboxEmail>
{
    public void Configure(EntityTypeBuilder<OutboxEmail> email)
    {
        email.Property(e => e.Kind).HasConversion<string>().HasMaxLength(20);
        email.Property(e => e.About).HasMaxLength(OutboxEmail.MaxAboutLength);
        email.Property(e => e.Address).HasMaxLength(EmailAddress.MaxLength);
        email.Property(e => e.FailureKind).HasMaxLength(OutboxEmail.MaxFailureLength);
        // Only one of a kind waits; what was sent is remembered by its cause, such as SentNotification.
        email
            .HasIndex(e => new
            {
                e.OrganizationId,
                e.UserId,
                e.Kind,
                e.About,
            })
            .IsUnique()
            .HasFilter("\"SentAt\" IS NULL");
        // The sender asks for this every few seconds, for all organizations.
        email.HasIndex(e => new { e.SentAt, e.DueAt });
        email.HasIndex(e => e.UserId);
        email.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        email.HasOne<User>().WithMany().HasForeignKey(e => e.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
