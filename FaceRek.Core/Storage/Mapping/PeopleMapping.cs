using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Core.Workplaces.Sites;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

/// <summary>
/// Everything about a person refers to them by organization and id together, so that no row can refer to another
/// organization.
/// </summary>
internal sealed class PeopleMapping
    : IEntityTypeConfiguration<Person>,
        IEntityTypeConfiguration<FormerWorkplace>,
        IEntityTypeConfiguration<EmploymentGap>,
        IEntityTypeConfiguration<ConsentText>,
        IEntityTypeConfiguration<FaceConsent>,
        IEntityTypeConfiguration<FaceTemplate>,
        IEntityTypeConfiguration<FaceCrop>,
        IEntityTypeConfiguration<LookAlike>,
        IEntityTypeConfiguration<GalleryChange>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.HasAlternateKey(p => new { p.OrganizationId, p.Id });
        person.Property(p => p.Name).HasMaxLength(Person.MaxNameLength);
        person.Property(p => p.ExternalId).HasMaxLength(Person.MaxExternalIdLength);
        person.Property(p => p.Email).HasMaxLength(Person.MaxEmailLength);
        person.Property(p => p.SearchKey).HasMaxLength(Person.MaxSearchKeyLength);
        person.Property(p => p.Metadata).HasMaxLength(PersonMetadata.MaxLength);
        // As a token it refuses a save by code that read the person before their erasure, which would restore deleted data.
        person.Property(p => p.Status).HasConversion<string>().HasMaxLength(16).IsConcurrencyToken();
        person.HasIndex(p => new { p.OrganizationId, p.ExternalId }).IsUnique();
        person.HasIndex(p => new { p.OrganizationId, p.UserId }).IsUnique();
        person.HasIndex(p => new { p.OrganizationId, p.SearchKey });
        person
            .HasOne<Site>()
            .WithMany()
            .HasForeignKey(p => new { p.OrganizationId, p.SiteId })
            .HasPrincipalKey(s => new { s.OrganizationId, s.Id })
            .IsRequired(false)
            .OnDelete(DeleteBehavior.Restrict);
        person
            .HasOne<Department>()
            .WithMany()
            .HasForeignKey(p => new { p.OrganizationId, p.DepartmentId })
            .HasPrincipalKey(d => new { d.OrganizationId, d.Id })
            .IsRequired(false)
            .OnDelete(DeleteBehavior.Restrict);
        person.HasIndex(p => new
        {
            p.OrganizationId,
            p.ChangedAt,
            p.Id,
        });
        person.HasOne<Organization>().WithMany().HasForeignKey(p => p.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        person.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<FormerWorkplace> place)
    {
        place.HasKey(p => new
        {
            p.OrganizationId,
            p.PersonId,
            p.Until,
        });
        place
            .HasOne<Site>()
            .WithMany()
            .HasForeignKey(p => new { p.OrganizationId, p.SiteId })
            .HasPrincipalKey(s => new { s.OrganizationId, s.Id })
            .IsRequired(false)
            .OnDelete(DeleteBehavior.Restrict);
        place
            .HasOne<Department>()
            .WithMany()
            .HasForeignKey(p => new { p.OrganizationId, p.DepartmentId })
            .HasPrincipalKey(d => new { d.OrganizationId, d.Id })
            .IsRequired(false)
            .OnDelete(DeleteBehavior.Restrict);
        place.BelongsToPerson(p => new { p.OrganizationId, p.PersonId });
    }

    public void Configure(EntityTypeBuilder<EmploymentGap> gap)
    {
        gap.HasKey(g => new
        {
            g.OrganizationId,
            g.PersonId,
            g.From,
        });
        gap.BelongsToPerson(g => new { g.OrganizationId, g.PersonId });
    }

    public void Configure(EntityTypeBuilder<ConsentText> text)
    {
        text.Property(t => t.Body).HasMaxLength(ConsentText.MaxBodyLength);
        text.Property(t => t.Locale).HasMaxLength(35);
        text.HasIndex(t => new { t.OrganizationId, t.Version }).IsUnique();
        text.HasOne<Organization>().WithMany().HasForeignKey(t => t.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<FaceConsent> consent)
    {
        consent.Property(c => c.Locale).HasMaxLength(35);
        consent.Property(c => c.Way).HasConversion<string>().HasMaxLength(16);
        consent.Property(c => c.Statement).HasMaxLength(FaceConsent.MaxStatementLength);
        consent.HasIndex(c => new { c.OrganizationId, c.PersonId });
        consent.BelongsToPerson(c => new { c.OrganizationId, c.PersonId });
    }

    public void Configure(EntityTypeBuilder<FaceTemplate> template)
    {
        template.Property(t => t.ModelName).HasMaxLength(64);
        template.Property(t => t.ModelVersion).HasMaxLength(64);
        template.Property(t => t.OverrideReason).HasMaxLength(FaceTemplate.MaxOverrideReasonLength);
        template.OwnsOne(t => t.Quality);
        template.HasIndex(t => new { t.OrganizationId, t.PersonId });
        template.HasIndex(t => new { t.OrganizationId, t.CropId });
        template.BelongsToPerson(t => new { t.OrganizationId, t.PersonId });
    }

    public void Configure(EntityTypeBuilder<FaceCrop> crop)
    {
        crop.Property(c => c.TriedModel).HasMaxLength(130);
        crop.HasIndex(c => new { c.OrganizationId, c.PersonId });
        crop.HasIndex(c => new { c.OrganizationId, c.TriedModel });
        crop.BelongsToPerson(c => new { c.OrganizationId, c.PersonId });
    }

    public void Configure(EntityTypeBuilder<LookAlike> pair)
    {
        pair.HasKey(p => new
        {
            p.OrganizationId,
            p.OneId,
            p.OtherId,
            p.Model,
        });
        pair.Property(p => p.Model).HasMaxLength(130);
        pair.HasIndex(p => new { p.OrganizationId, p.OtherId });
        pair.BelongsToPerson(p => new { p.OrganizationId, p.OneId });
        pair.BelongsToPerson(p => new { p.OrganizationId, p.OtherId });
    }

    public void Configure(EntityTypeBuilder<GalleryChange> change)
    {
        change.HasKey(c => new { c.OrganizationId, c.Version });
        change.BelongsToPerson(c => new { c.OrganizationId, c.PersonId });
    }
}
