using FaceRek.Core.Attendance.Notifications;
using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class NotificationMapping
    : IEntityTypeConfiguration<SentNotification>,
        IEntityTypeConfiguration<NotificationOptOut>
{
    public void Configure(EntityTypeBuilder<SentNotification> sent)
    {
        sent.ToTable("SentLetters");
        sent.HasKey(s => new
        {
            s.OrganizationId,
            s.UserId,
            s.Kind,
            s.About,
        });
        sent.Property(s => s.Kind).HasConversion<string>().HasMaxLength(20);
        sent.Property(s => s.About).HasMaxLength(SentNotification.MaxAboutLength);
        sent.HasIndex(s => s.SentAt);
        sent.HasOne<Membership>()
            .WithMany()
            .HasForeignKey(s => new { s.OrganizationId, s.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<NotificationOptOut> unwanted)
    {
        unwanted.ToTable("UnwantedLetters");
        unwanted.HasKey(u => new
        {
            u.OrganizationId,
            u.UserId,
            u.Kind,
        });
        unwanted.Property(u => u.Kind).HasConversion<string>().HasMaxLength(20);
        unwanted
            .HasOne<Membership>()
            .WithMany()
            .HasForeignKey(u => new { u.OrganizationId, u.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
