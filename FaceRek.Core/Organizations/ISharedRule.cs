namespace FaceRek.Core.Organizations;

/// <summary>A row that counts for many people at once, such as a shift or a holiday. Nodes keep copies, which hold as long as <see cref="Organization.RulesStamp"/> stays what it was.</summary>
public interface ISharedRule : IOrganizationOwned;
