using System.Reflection;
using System.Reflection.Metadata;

namespace AutoResearch.Boundary;

/// <summary>
/// Goes through everything that a type of the assembly refers to: what it derives from, its signatures, its attributes and
/// its instructions. Derived classes decide what each reference means.
/// </summary>
internal abstract class ReferenceWalker
{
    private readonly SignatureTypes signatures;
    private TypeDefinitionHandle type;
    private MethodDefinitionHandle method;
    private int offset;

    protected ReferenceWalker(CompiledAssembly assembly)
    {
        Assembly = assembly;
        Metadata = assembly.Metadata;
        signatures = new SignatureTypes(Metadata, OnType, OnUnsafeType);
    }

    protected CompiledAssembly Assembly { get; }

    protected MetadataReader Metadata { get; }

    /// <summary>Where the walk is: the type, and the method and offset if it is in one.</summary>
    protected (TypeDefinitionHandle Type, MethodDefinitionHandle Method, int Offset) Position => (type, method, offset);

    /// <summary>Walks one type, without those nested in it.</summary>
    public void Walk(TypeDefinitionHandle handle)
    {
        (type, method, offset) = (handle, default, 0);
        var definition = Metadata.GetTypeDefinition(handle);
        Type(definition.BaseType);
        foreach (var implementation in definition.GetInterfaceImplementations())
            Type(Metadata.GetInterfaceImplementation(implementation).Interface);
        Parameters(definition.GetGenericParameters());
        Attributes(definition.GetCustomAttributes());
        OnShape(definition);
        foreach (var field in definition.GetFields())
            Walk(Metadata.GetFieldDefinition(field));
        foreach (var property in definition.GetProperties())
            Attributes(Metadata.GetPropertyDefinition(property).GetCustomAttributes());
        foreach (var @event in definition.GetEvents())
            Attributes(Metadata.GetEventDefinition(@event).GetCustomAttributes());
        foreach (var member in definition.GetMethods())
            Walk(member);
        (method, offset) = (default, 0);
    }

    /// <summary>Walks one method alone.</summary>
    public void Walk(TypeDefinitionHandle owner, MethodDefinitionHandle handle)
    {
        type = owner;
        Walk(handle);
    }

    /// <param name="reference">A type definition or reference; nil for arrays and the like.</param>
    protected abstract void OnType(EntityHandle reference);

    /// <param name="owner">The type of the member, as above.</param>
    /// <param name="name">Its name in the metadata.</param>
    protected abstract void OnMember(EntityHandle owner, string name);

    /// <summary>A member of another assembly, or of a constructed type, as the metadata describes it.</summary>
    protected virtual void OnReference(MemberReference member) { }

    /// <summary>True for a method whose references this walk ignores.</summary>
    protected virtual bool Skips(MethodDefinitionHandle handle, MethodDefinition definition) => false;

    /// <summary>True if this walk ignores the types of fields.</summary>
    protected virtual bool SkipsFields() => false;

    protected virtual void OnUnsafeType(string what) { }

    /// <summary>The type's own declaration, before its members.</summary>
    protected virtual void OnShape(TypeDefinition definition) { }

    protected virtual void OnField(FieldDefinition field) { }

    protected virtual void OnMethod(MethodDefinition definition, MethodBodyBlock? body) { }

    protected virtual void OnInstruction(InstructionReader instruction) { }

    private void Walk(FieldDefinition field)
    {
        Attributes(field.GetCustomAttributes());
        OnField(field);
        if (!SkipsFields())
            field.DecodeSignature(signatures, null);
    }

    private void Walk(MethodDefinitionHandle handle)
    {
        (method, offset) = (handle, 0);
        var definition = Metadata.GetMethodDefinition(handle);
        if (Skips(handle, definition))
            return;
        Attributes(definition.GetCustomAttributes());
        foreach (var parameter in definition.GetParameters())
            Attributes(Metadata.GetParameter(parameter).GetCustomAttributes());
        Parameters(definition.GetGenericParameters());
        definition.DecodeSignature(signatures, null);
        var body = Assembly.Body(definition);
        OnMethod(definition, body);
        if (body is null)
            return;
        if (!body.LocalSignature.IsNil)
            Metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(signatures, null);
        foreach (var region in body.ExceptionRegions)
            Type(region.CatchType);
        var instructions = new InstructionReader(body.GetILReader());
        while (instructions.Next())
        {
            offset = instructions.Offset;
            OnInstruction(instructions);
            Token(instructions.Token);
        }
    }

    private void Token(EntityHandle token)
    {
        switch (token.Kind)
        {
            case HandleKind.MethodSpecification:
                var specification = Metadata.GetMethodSpecification((MethodSpecificationHandle)token);
                specification.DecodeSignature(signatures, null);
                Token(specification.Method);
                break;
            case HandleKind.MemberReference:
                Member(Metadata.GetMemberReference((MemberReferenceHandle)token));
                break;
            case HandleKind.MethodDefinition when !token.IsNil:
                var called = Metadata.GetMethodDefinition((MethodDefinitionHandle)token);
                OnMember(called.GetDeclaringType(), Metadata.GetString(called.Name));
                break;
            case HandleKind.FieldDefinition:
                var field = Metadata.GetFieldDefinition((FieldDefinitionHandle)token);
                OnMember(field.GetDeclaringType(), Metadata.GetString(field.Name));
                break;
            default:
                Type(token);
                break;
        }
    }

    private void Member(MemberReference member)
    {
        OnReference(member);
        var name = Metadata.GetString(member.Name);
        if (member.Parent.Kind != HandleKind.TypeSpecification)
        {
            // Only a call with __arglist is a reference to a method itself.
            if (member.Parent.Kind == HandleKind.MethodDefinition)
                Token(member.Parent);
            else
                OnMember(member.Parent, name);
            return;
        }

        var reader = Metadata.GetBlobReader(Metadata.GetTypeSpecification((TypeSpecificationHandle)member.Parent).Signature);
        var decoder = new System.Reflection.Metadata.Ecma335.SignatureDecoder<SignatureTypes.Nothing, object?>(signatures, Metadata, null);
        if (reader.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            reader.Reset();
            decoder.DecodeType(ref reader);
            return;
        }

        reader.ReadCompressedInteger();
        var owner = reader.ReadTypeHandle();
        for (var count = reader.ReadCompressedInteger(); count > 0; count--)
            decoder.DecodeType(ref reader);
        OnMember(owner, name);
    }

    private void Type(EntityHandle handle)
    {
        if (handle.IsNil)
            return;
        if (handle.Kind == HandleKind.TypeSpecification)
            Metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(signatures, null);
        else if (handle.Kind is HandleKind.TypeDefinition or HandleKind.TypeReference)
            OnType(handle);
    }

    private void Parameters(GenericParameterHandleCollection parameters)
    {
        foreach (var handle in parameters)
        {
            var parameter = Metadata.GetGenericParameter(handle);
            Attributes(parameter.GetCustomAttributes());
            foreach (var constraint in parameter.GetConstraints())
                Type(Metadata.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private void Attributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var handle in attributes)
            Token(Metadata.GetCustomAttribute(handle).Constructor);
    }
}
