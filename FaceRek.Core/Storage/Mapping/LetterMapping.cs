using FaceRek.Core.Attendance.Letters;
using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class LetterMapping : IEntityTypeConfiguration<SentLetter>, IEntityTypeConfiguration<UnwantedLetter>
{
    public void Configure(EntityTypeBuilder<SentLetter> sent)
    {
        _ = sent.HasKey(s => new { s.OrganizationId, s.UserId, s.Kind, s.About });
        _ = sent.Property(s => s.Kind).HasConversion<string>().HasMaxLength(20);
        _ = sent.Property(s => s.About).HasMaxLength(SentLetter.MaxAboutLength);
        _ = sent.HasIndex(s => s.SentAt);
        _ = sent.HasOne<Membership>().WithMany().HasForeignKey(s => new { s.OrganizationId, s.UserId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<UnwantedLetter> unwanted)
    {
        _ = unwanted.HasKey(u => new { u.OrganizationId, u.UserId, u.Kind });
        _ = unwanted.Property(u => u.Kind).HasConversion<string>().HasMaxLength(20);
        _ = unwanted.HasOne<Membership>().WithMany().HasForeignKey(u => new { u.OrganizationId, u.UserId }).OnDelete(DeleteBehavior.Cascade);
    }
}
