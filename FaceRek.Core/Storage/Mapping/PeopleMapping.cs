using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

/// <summary>Everything about a person points at them by organization and id together, so that no row can point into another organization.</summary>
internal sealed class PeopleMapping :
    IEntityTypeConfiguration<Person>, IEntityTypeConfiguration<FormerWorkplace>, IEntityTypeConfiguration<EmploymentGap>, IEntityTypeConfiguration<ConsentText>, IEntityTypeConfiguration<FaceConsent>, IEntityTypeConfiguration<FaceTemplate>,
    IEntityTypeConfiguration<FaceCrop>, IEntityTypeConfiguration<LookAlike>, IEntityTypeConfiguration<GalleryChange>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        _ = person.HasAlternateKey(p => new { p.OrganizationId, p.Id });
        _ = person.Property(p => p.Name).HasMaxLength(Person.MaxNameLength);
        _ = person.Property(p => p.ExternalId).HasMaxLength(Person.MaxExternalIdLength);
        _ = person.Property(p => p.Email).HasMaxLength(Person.MaxEmailLength);
        _ = person.Property(p => p.SearchKey).HasMaxLength(Person.MaxSearchKeyLength);
        _ = person.Property(p => p.Metadata).HasMaxLength(PersonMetadata.MaxLength);
        // As a token it turns away whoever read the person before they were erased, and would write back what is gone.
        _ = person.Property(p => p.Status).HasConversion<string>().HasMaxLength(16).IsConcurrencyToken();
        _ = person.HasIndex(p => new { p.OrganizationId, p.ExternalId }).IsUnique();
        _ = person.HasIndex(p => new { p.OrganizationId, p.UserId }).IsUnique();
        _ = person.HasIndex(p => new { p.OrganizationId, p.SearchKey });
        _ = person.HasOne<Site>().WithMany().HasForeignKey(p => new { p.OrganizationId, p.SiteId }).HasPrincipalKey(s => new { s.OrganizationId, s.Id }).IsRequired(false).OnDelete(DeleteBehavior.Restrict);
        _ = person.HasOne<Department>().WithMany().HasForeignKey(p => new { p.OrganizationId, p.DepartmentId }).HasPrincipalKey(d => new { d.OrganizationId, d.Id }).IsRequired(false).OnDelete(DeleteBehavior.Restrict);
        _ = person.HasIndex(p => new { p.OrganizationId, p.ChangedAt, p.Id });
        _ = person.HasOne<Organization>().WithMany().HasForeignKey(p => p.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        _ = person.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<FormerWorkplace> place)
    {
        _ = place.HasKey(p => new { p.OrganizationId, p.PersonId, p.Until });
        _ = place.HasOne<Site>().WithMany().HasForeignKey(p => new { p.OrganizationId, p.SiteId }).HasPrincipalKey(s => new { s.OrganizationId, s.Id }).IsRequired(false).OnDelete(DeleteBehavior.Restrict);
        _ = place.HasOne<Department>().WithMany().HasForeignKey(p => new { p.OrganizationId, p.DepartmentId }).HasPrincipalKey(d => new { d.OrganizationId, d.Id }).IsRequired(false).OnDelete(DeleteBehavior.Restrict);
        _ = place.BelongsToPerson(p => new { p.OrganizationId, p.PersonId });
    }

    public void Configure(EntityTypeBuilder<EmploymentGap> gap)
    {
        _ = gap.HasKey(g => new { g.OrganizationId, g.PersonId, g.From });
        _ = gap.BelongsToPerson(g => new { g.OrganizationId, g.PersonId });
    }

    public void Configure(EntityTypeBuilder<ConsentText> text)
    {
        _ = text.Property(t => t.Body).HasMaxLength(ConsentText.MaxBodyLength);
        _ = text.Property(t => t.Locale).HasMaxLength(35);
        _ = text.HasIndex(t => new { t.OrganizationId, t.Version }).IsUnique();
        _ = text.HasOne<Organization>().WithMany().HasForeignKey(t => t.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<FaceConsent> consent)
    {
        _ = consent.Property(c => c.Locale).HasMaxLength(35);
        _ = consent.Property(c => c.Way).HasConversion<string>().HasMaxLength(16);
        _ = consent.Property(c => c.Statement).HasMaxLength(FaceConsent.MaxStatementLength);
        _ = consent.HasIndex(c => new { c.OrganizationId, c.PersonId });
        _ = consent.BelongsToPerson(c => new { c.OrganizationId, c.PersonId });
    }

    public void Configure(EntityTypeBuilder<FaceTemplate> template)
    {
        _ = template.Property(t => t.ModelName).HasMaxLength(64);
        _ = template.Property(t => t.ModelVersion).HasMaxLength(64);
        _ = template.Property(t => t.OverrideReason).HasMaxLength(FaceTemplate.MaxOverrideReasonLength);
        _ = template.OwnsOne(t => t.Quality);
        _ = template.HasIndex(t => new { t.OrganizationId, t.PersonId });
        _ = template.HasIndex(t => new { t.OrganizationId, t.CropId });
        _ = template.BelongsToPerson(t => new { t.OrganizationId, t.PersonId });
    }

    public void Configure(EntityTypeBuilder<FaceCrop> crop)
    {
        _ = crop.Property(c => c.TriedModel).HasMaxLength(130);
        _ = crop.HasIndex(c => new { c.OrganizationId, c.PersonId });
        _ = crop.HasIndex(c => new { c.OrganizationId, c.TriedModel });
        _ = crop.BelongsToPerson(c => new { c.OrganizationId, c.PersonId });
    }

    public void Configure(EntityTypeBuilder<LookAlike> pair)
    {
        _ = pair.HasKey(p => new { p.OrganizationId, p.OneId, p.OtherId, p.Model });
        _ = pair.Property(p => p.Model).HasMaxLength(130);
        _ = pair.HasIndex(p => new { p.OrganizationId, p.OtherId });
        _ = pair.BelongsToPerson(p => new { p.OrganizationId, p.OneId });
        _ = pair.BelongsToPerson(p => new { p.OrganizationId, p.OtherId });
    }

    public void Configure(EntityTypeBuilder<GalleryChange> change)
    {
        _ = change.HasKey(c => new { c.OrganizationId, c.Version });
        _ = change.BelongsToPerson(c => new { c.OrganizationId, c.PersonId });
    }
}
